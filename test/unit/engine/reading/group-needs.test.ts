import { describe, expect, it } from 'vitest';
import { GroupNeeds } from '../../../../src/engine/reading/group-needs';
import type { SourcePath } from '../../../../src/shared/domain/collection/sources';

const SUPPORT = '11111111-1111-4111-8111-111111111111';
const SALES = '22222222-2222-4222-8222-222222222222';
const TWIN = '33333333-3333-4333-8333-333333333333';
const UNIT = '44444444-4444-4444-8444-444444444444';

const GROUPS: readonly (readonly [SourcePath, Readonly<Record<string, unknown>>])[] = [
  ['graph.groups', { id: SUPPORT, displayName: 'Support', mail: 'support@contoso.com', securityIdentifier: 'S-1-12-1-5' }],
  ['graph.groups', { id: TWIN, displayName: 'Sales' }],
  [
    'exchange.groups',
    {
      ExternalDirectoryObjectId: SALES.toUpperCase(),
      Guid: 'aaaaaaaa-0000-4000-8000-000000000001',
      Name: "Sales 'n' more",
      DisplayName: 'Sales',
      Alias: 'sales',
      DistinguishedName: "CN=Sales 'n' more,DC=contoso",
      PrimarySmtpAddress: 'sales@contoso.com',
      EmailAddresses: ['SMTP:sales@contoso.com', 'smtp:vertrieb@contoso.com'],
      RecipientTypeDetails: 'MailUniversalSecurityGroup',
    },
  ],
];

function needs(...rows: (readonly [SourcePath, Readonly<Record<string, unknown>>])[]): GroupNeeds {
  const found = new GroupNeeds();
  for (const [source, row] of [...rows, ...GROUPS]) found.observe(source, row);
  return found;
}

describe('the groups whose members are needed', () => {
  it.each<[string, SourcePath, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'a policy by the guid at its end',
      'exchange.applicationAccessPolicies',
      { Identity: `t\\app:S-1-5;${SUPPORT}`, ScopeName: 'Sales' },
      [SUPPORT],
    ],
    [
      'a policy by the guid of the raw scope',
      'exchange.applicationAccessPolicies',
      { Identity: 'x', ScopeIdentityRaw: `S-1;${SALES}` },
      [SALES],
    ],
    ['a policy without a guid by its names', 'exchange.applicationAccessPolicies', { Identity: 'x', ScopeName: 'support' }, [SUPPORT]],
    [
      'a policy whose guid resolves to nothing by nothing else',
      'exchange.applicationAccessPolicies',
      { Identity: `t;${UNIT}`, ScopeName: 'Sales' },
      [],
    ],
    [
      'a role scope by name',
      'exchange.managementRoleAssignments',
      { RecipientWriteScope: 'Group', CustomResourceScope: "Sales 'n' more" },
      [SALES],
    ],
    [
      'no other role scope',
      'exchange.managementRoleAssignments',
      { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' },
      [],
    ],
    [
      'a filter by distinguished name, quotes doubled',
      'exchange.managementScopes',
      { RecipientFilter: "(MemberOfGroup -eq 'CN=Sales ''n'' more,DC=contoso') -and (Name -like 'a*')" },
      [SALES],
    ],
    [
      'a filter in double quotes',
      'exchange.managementScopes',
      { RecipientFilter: `MEMBEROFGROUP -ne "CN=Sales 'n' more,DC=contoso"` },
      [SALES],
    ],
    [
      'no filter on something else',
      'exchange.managementScopes',
      { RecipientFilter: "DistinguishedName -eq 'CN=Sales ''n'' more,DC=contoso'" },
      [],
    ],
    ['a trustee by address', 'exchange.mailboxPermissions', { User: 'VERTRIEB@contoso.com' }, [SALES]],
    ['a trustee by alias', 'exchange.recipientPermissions', { Trustee: 'sales' }, [TWIN, SALES]],
    ['a trustee by SID', 'exchange.mailboxPermissions', { User: 'S-1-12-1-5' }, [SUPPORT]],
    ['a trustee that is no group', 'exchange.mailboxPermissions', { User: 'NT AUTHORITY\\SELF' }, []],
    ['SendOnBehalf by name', 'exchange.mailboxes', { GrantSendOnBehalfTo: ['Support', ''] }, [SUPPORT]],
    ['SendOnBehalf as one text', 'exchange.mailboxes', { GrantSendOnBehalfTo: 'Support' }, [SUPPORT]],
  ])('%s', (_what, source, row, expected) => {
    expect(needs([source, row]).neededGroups()).toEqual([...expected].sort());
  });

  it('are all those of a name that several have: nothing is guessed', () => {
    expect(needs(['exchange.mailboxPermissions', { User: 'Sales' }]).neededGroups()).toEqual([SALES, TWIN]);
  });

  it('are known by where they are kept', () => {
    const found = needs();
    expect([found.isInGraph(SUPPORT), found.isInGraph(SALES)]).toEqual([true, false]);
    expect([found.exchangeKind(SALES), found.exchangeKind(SUPPORT)]).toEqual(['distribution', null]);
  });
});

describe('the administrative units whose members are needed', () => {
  it.each([UNIT, UNIT.toUpperCase(), 'Europe'])('are those that a role assignment names: %s', (text) => {
    const found = needs(
      ['graph.administrativeUnits', { id: UNIT, displayName: 'Europe' }],
      ['exchange.managementRoleAssignments', { RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: text }],
    );
    expect(found.neededUnits()).toEqual([UNIT]);
  });

  it('are none where nobody names one', () => {
    expect(needs(['graph.administrativeUnits', { id: UNIT, displayName: 'Europe' }]).neededUnits()).toEqual([]);
  });
});
