import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathOf, commandOf, SOURCE_PLANS, TENANT_PATH, type SourceRequest } from '../../../../src/engine/reading/sources-table';
import { SOURCE_PATHS } from '../../../../src/shared/domain/collection/sources';
import { referenceFolder } from '../../../support/reference';

interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly { readonly name?: string }[] } }>>;
  readonly 'x-beta-paths': OpenApi['paths'];
  readonly 'x-entities': Readonly<Record<string, { readonly properties?: readonly { readonly name: string }[] } & Record<string, unknown>>>;
}

interface Cmdlets {
  readonly cmdlets: readonly {
    readonly cmdlet: string;
    readonly parameterSets: readonly { readonly parameters: readonly { readonly name: string; readonly required: boolean }[] }[];
  }[];
  readonly propertySets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

interface PathPermissions {
  readonly [key: string]: unknown;
}

const requests = SOURCE_PATHS.flatMap((source) => SOURCE_PLANS[source].requests.map((request) => ({ source, request })));
const graphRequests = [...requests.flatMap(({ request }) => (request.api === 'graph' ? [request.path] : [])), TENANT_PATH];
const exchangeRequests = requests.flatMap(({ request }) => (request.api === 'exchange' ? [request] : []));

function reference<T>(name: string): T {
  return JSON.parse(readFileSync(join(referenceFolder ?? '', name), 'utf8')) as T;
}

/** `/v1.0/groups/{id}/members?…` → `/groups/{}/members` */
function shapeOf(path: string): string {
  return path
    .replace(/^\/(v1\.0|beta)/, '')
    .replace(/\?.*$/, '')
    .replace(/'[^']*'/g, '{}')
    .replace(/\{[^}]*\}/g, '{}');
}

describe('the table of sources', () => {
  it('reads everything a collection holds, and knows at which price and with which right', () => {
    for (const source of SOURCE_PATHS) {
      const { requests: asked, permission, cost, needs } = SOURCE_PLANS[source];
      expect(permission, source).not.toBe('');
      expect(asked.length > 0, source).toBe(cost !== 'none extra' && cost !== 'on request');
      expect(needs, source).not.toContain(source);
    }
  });

  it('asks nothing of each app: only groups, units, policies, mailboxes and the two resources have requests of their own', () => {
    const perObject = requests.filter(({ request }) => JSON.stringify(request).includes('{id}')).map(({ source }) => source);
    expect(new Set(perObject)).toEqual(
      new Set([
        'graph.resources',
        'graph.appRoleAssignments',
        'graph.groupMembers',
        'graph.administrativeUnitMembers',
        'graph.appManagementPolicies',
        'exchange.mailboxPermissions',
        'exchange.groupMembers',
        'exchange.roleGroupMembers',
      ]),
    );
  });

  it('puts ids where they belong', () => {
    expect(pathOf('graph.groupMembers', 0, 'a b')).toBe('/v1.0/groups/a%20b/members?$select=id&$top=999');
    expect(commandOf('exchange.roleGroupMembers', 0, "O'Hara").parameters).toEqual({ Identity: "O'Hara", ResultSize: 'Unlimited' });
    expect(() => pathOf('exchange.groups')).toThrow('no request 0 to Graph');
    expect(() => commandOf('graph.users')).toThrow('no request 0 to Exchange Online');
  });
});

describe.skipIf(referenceFolder === null)('every request stands in the reference', () => {
  it.each(graphRequests)('%s', (path) => {
    const openApi = reference<OpenApi>('graph-openapi-subset.json');
    const known = path.startsWith('/beta') ? openApi['x-beta-paths'] : openApi.paths;
    const found = Object.entries(known).find(([name]) => shapeOf(name) === shapeOf(path));
    expect(found?.[1].get, `${shapeOf(path)} is read by GET`).toBeDefined();
    const allowed = (found?.[1].get?.parameters ?? []).map((parameter) => parameter.name);
    const options = [...path.matchAll(/[?&](\$\w+)=/g)].map((match) => match[1]);
    for (const option of options) expect(allowed, `${option} of ${shapeOf(path)}`).toContain(option);
  });

  it.each(exchangeRequests.map((request): [string, Extract<SourceRequest, { api: 'exchange' }>] => [request.cmdlet, request]))(
    '%s with its parameters',
    (name, { parameters }) => {
      const { cmdlets, propertySets } = reference<Cmdlets>('exo-cmdlets.json');
      const facts = cmdlets.find((candidate) => candidate.cmdlet === name);
      const given = Object.keys(parameters);
      const fits = facts?.parameterSets.some(
        (set) =>
          given.every((parameter) => set.parameters.some((known) => known.name === parameter)) &&
          set.parameters.every((known) => !known.required || given.includes(known.name)),
      );
      expect(fits, `${name} ${given.join(' ')}`).toBe(true);
      const sets = parameters['PropertySets'];
      for (const set of Array.isArray(sets) ? (sets as readonly string[]) : [])
        expect(Object.keys(propertySets[name] ?? {})).toContain(set);
    },
  );

  it.each(graphRequests.filter((path) => path.includes('$select=')))('selects properties that exist: %s', (path) => {
    const openApi = reference<OpenApi>('graph-openapi-subset.json');
    const types: Readonly<Record<string, string>> = {
      servicePrincipals: 'servicePrincipal',
      applications: 'application',
      appRoleAssignedTo: 'appRoleAssignment',
      oauth2PermissionGrants: 'oAuth2PermissionGrant',
      users: 'user',
      groups: 'group',
      members: 'user',
      appliesTo: 'application',
      administrativeUnits: 'administrativeUnit',
      roleAssignments: 'unifiedRoleAssignment',
      roleEligibilitySchedules: 'unifiedRoleEligibilitySchedule',
      defaultAppManagementPolicy: 'tenantAppManagementPolicy',
      appManagementPolicies: 'appManagementPolicy',
      authorizationPolicy: 'authorizationPolicy',
      organization: 'organization',
    };
    const last =
      shapeOf(path)
        .replace(/\(.*\)$/, '')
        .split('/')
        .pop() ?? '';
    const known = JSON.stringify(openApi['x-entities'][types[last] ?? '']);
    const selected = /[?&]\$select=([^&]*)/.exec(path)?.[1]?.split(',') ?? [];
    for (const property of selected) expect(known, `${property} of ${types[last]}`).toContain(`"${property}"`);
  });

  it('names a permission that the reference lets in', () => {
    const permissions = JSON.stringify(reference<PathPermissions>('graph-permissions.json'));
    for (const { source } of requests) {
      const { permission } = SOURCE_PLANS[source];
      if (source.startsWith('graph.')) expect(permissions).toContain(`"${permission}"`);
    }
  });
});

describe('the page on permissions', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/permissions.md'), 'utf8');

  it.each(requests)('names the right and the request of $source', ({ source, request }) => {
    const line = page.split('\n').find((text) => text.startsWith('|') && text.split('|')[1]?.includes(`\`${source}\``)) ?? '';
    if (request.api === 'exchange') expect(line).toContain(`\`${request.cmdlet}`);
    else expect(line).toContain(SOURCE_PLANS[source].permission);
  });
});
