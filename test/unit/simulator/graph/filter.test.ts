import { describe, expect, it } from 'vitest';
import { entityType, type EntityName } from '../../../../src/simulator/graph/entity-types';
import { checkFilter } from '../../../../src/simulator/graph/filter-check';
import { matchesFilter } from '../../../../src/simulator/graph/filter-match';
import { readFilter } from '../../../../src/simulator/graph/filter-syntax';

const person = {
  id: '6e7c6a2c-1f39-4c56-9b32-0e3d0c9a6b11',
  displayName: "Ines O'Hara",
  accountEnabled: true,
  mail: null,
  department: 'Finance',
  createdDateTime: '2024-03-01T10:00:00Z',
  tags: ['HideApp', 'WindowsAzureActiveDirectoryIntegratedApp'],
};

function passes(filter: string): boolean {
  const node = readFilter(filter);
  if (typeof node === 'string') throw new Error(node);
  return matchesFilter(node, person);
}

function verdict(name: EntityName, filter: string, advanced = false): string {
  const node = readFilter(filter);
  if (typeof node === 'string') return 'syntax';
  const checked = checkFilter(node, entityType(name), advanced);
  return checked.ok ? 'ok' : `${checked.error.code}: ${checked.error.message}`;
}

describe('a filter picks', () => {
  it.each([
    ["displayName eq 'ines o''hara'", true],
    ["displayName eq 'Ines'", false],
    ["startswith(displayName, 'ines')", true],
    ["endswith(displayName,'HARA')", true],
    ["contains(displayName,'xyz')", false],
    ['accountEnabled eq true', true],
    ['accountEnabled ne true', false],
    ['mail eq null', true],
    ['mail ne null', false],
    ["mail eq 'a'", false],
    ["department in ('Sales', 'Finance')", true],
    ["not(department eq 'Finance')", false],
    ["department eq 'Sales' or accountEnabled eq true and mail eq null", true],
    ["(department eq 'Sales' or accountEnabled eq true) and mail eq 'x'", false],
    ['createdDateTime ge 2024-03-01T10:00:00Z', true],
    ['createdDateTime lt 2024-03-01T10:00:00Z', false],
    ['id eq 6e7c6a2c-1f39-4c56-9b32-0e3d0c9a6b11', true],
    ["tags/any(t:t eq 'hideapp')", true],
    ["tags/any(t:startswith(t,'Windows'))", true],
    ["tags/any(t:t eq 'other')", false],
  ])('%s: %s', (filter, expected) => {
    expect(passes(filter)).toBe(expected);
  });
});

describe('what is no filter is refused', () => {
  it.each([
    '',
    'displayName',
    "displayName eq 'open",
    'displayName eq',
    "eq 'a'",
    "displayName eq 'a' and",
    "displayName is 'a'",
    "(displayName eq 'a'",
    'accountEnabled',
  ])('%s', (filter) => {
    expect(typeof readFilter(filter)).toBe('string');
  });
});

describe('what a type does not let be filtered is refused', () => {
  it.each([
    ['user', "displayName eq 'a'", false, 'ok'],
    [
      'user',
      "displayNme eq 'a'",
      false,
      "BadRequest: Invalid filter clause: Could not find a property named 'displayNme' on type 'microsoft.graph.user'.",
    ],
    ['user', 'accountEnabled ne true', false, "Request_UnsupportedQuery: Unsupported property filter clause operator 'NotEqualsMatch'."],
    ['user', 'accountEnabled ne true', true, 'ok'],
    ['user', "endswith(mail,'@x.com')", false, "Request_UnsupportedQuery: Unsupported property filter clause operator 'EndsWithMatch'."],
    ['user', "endswith(mail,'@x.com')", true, 'ok'],
    ['user', "not(displayName eq 'a')", false, "Request_UnsupportedQuery: Unsupported property filter clause operator 'Not'."],
    [
      'user',
      'showInAddressList eq true',
      true,
      "Request_UnsupportedQuery: Unsupported or invalid query filter clause specified for property 'showInAddressList' of resource 'User'.",
    ],
    ['servicePrincipal', "tags/any(t:t eq 'HideApp')", false, 'ok'],
    [
      'application',
      "requiredResourceAccess/any(r:r/resourceAppId eq 'x')",
      true,
      'Request_UnsupportedQuery: Complex query on property requiredResourceAccess is not supported.',
    ],
    [
      'oAuth2PermissionGrant',
      "scope eq 'Mail.Read'",
      true,
      "Request_UnsupportedQuery: Unsupported or invalid query filter clause specified for property 'scope' of resource 'OAuth2PermissionGrant'.",
    ],
  ] as const)('%s: %s (advanced: %s)', (name, filter, advanced, expected) => {
    expect(verdict(name, filter, advanced)).toBe(expected);
  });
});
