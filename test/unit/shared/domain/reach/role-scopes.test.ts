import { describe, expect, it } from 'vitest';
import type { ExchangeItem } from '../../../../../src/shared/domain/collection/collection.schema';
import type { Verdict } from '../../../../../src/shared/domain/reach/verdict';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  accessPolicy,
  collection,
  exchangeGroup,
  graphGrant,
  group,
  guid,
  mailbox,
  managementScope,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';

// https://learn.microsoft.com/exchange/permissions-exo/application-rbac
type Assignment = ExchangeItem<'managementRoleAssignments'>;
type Scope = ExchangeItem<'managementScopes'>;

const app = servicePrincipal('Reader');
const target = pointer(app);
const direct = mailbox('Direct', { Department: 'Sales' });
const nested = mailbox('Nested', { Department: 'Sales' });
const outside = mailbox('Outside', { Department: 'Legal' });

const GRAPH: CollectionParts['graph'] = {
  servicePrincipals: [app],
  users: [user('Direct'), user('Nested'), user('Outside')],
  groups: [group('Team'), group('Inner')],
  groupMembers: [member('Team', guid('user Direct')), member('Team', guid('group Inner'), 'group'), member('Inner', guid('user Nested'))],
  administrativeUnits: [
    { id: guid('unit One'), displayName: 'One' },
    { id: guid('unit Empty'), displayName: 'Empty' },
    { id: guid('unit Twin A'), displayName: 'Twin' },
    { id: guid('unit Twin B'), displayName: 'Twin' },
  ],
  administrativeUnitMembers: [
    { administrativeUnitId: guid('unit One'), memberId: guid('user Direct') },
    { administrativeUnitId: guid('unit One').toUpperCase(), memberId: guid('group Inner') },
    { administrativeUnitId: guid('unit Twin A'), memberId: guid('user Direct') },
  ],
};

const EXCHANGE: CollectionParts['exchange'] = {
  mailboxes: [direct, nested, outside],
  groups: [exchangeGroup('Team'), exchangeGroup('Inner')],
  servicePrincipals: [target],
  managementScopes: [managementScope('Sales', "Department -eq 'Sales'")],
};

function tenant(assignments: readonly Partial<Assignment>[], parts: CollectionParts = {}): Asked {
  return ask(
    collection({
      ...parts,
      graph: { ...GRAPH, ...parts.graph },
      exchange: {
        ...EXCHANGE,
        managementRoleAssignments: assignments.map((overrides, index) =>
          roleAssignment(target, 'Application Mail.Read', { Identity: `assignment ${index}`, ...overrides }),
        ),
        ...parts.exchange,
      },
    }),
  );
}

const verdicts = (asked: Asked): readonly Verdict[] => [direct, nested, outside].map((box) => asked.app(app, box, 'mail.read'));
const reachBy = (overrides: Partial<Assignment>, parts: CollectionParts = {}): readonly Verdict[] => verdicts(tenant([overrides], parts));

const YES: readonly Verdict[] = ['yes', 'yes', 'yes'];
const UNKNOWN: readonly Verdict[] = ['unknown', 'unknown', 'unknown'];
const SALES: readonly Verdict[] = ['yes', 'yes', 'no'];
const NOBODY: readonly Verdict[] = ['no', 'no', 'no'];

describe('what an assignment covers is decided by RecipientWriteScope', () => {
  const cases: readonly (readonly [what: string, overrides: Partial<Assignment>, expected: readonly Verdict[]])[] = [
    ['Organization and no scope named: every mailbox', { RecipientWriteScope: 'Organization' }, YES],
    ['the word in another case', { RecipientWriteScope: 'organization' }, YES],
    [
      'a scope in CustomResourceScope wins over the word Organization',
      { RecipientWriteScope: 'Organization', CustomResourceScope: 'Sales' },
      SALES,
    ],
    [
      'a scope in CustomRecipientWriteScope wins over it too',
      { RecipientWriteScope: 'Organization', CustomRecipientWriteScope: 'Sales' },
      SALES,
    ],
    [
      'a named scope that is missing is unknown, not everything',
      { RecipientWriteScope: 'Organization', CustomResourceScope: 'Gone' },
      UNKNOWN,
    ],
    ['CustomRecipientScope by CustomResourceScope', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' }, SALES],
    [
      'CustomRecipientScope by CustomRecipientWriteScope',
      { RecipientWriteScope: 'CustomRecipientScope', CustomRecipientWriteScope: 'Sales' },
      SALES,
    ],
    [
      'CustomResourceScope comes first',
      { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales', CustomRecipientWriteScope: 'Gone' },
      SALES,
    ],
    ['a scope name in another case', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'SALES' }, SALES],
    ['a scope that is not in the reading', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Gone' }, UNKNOWN],
    ['CustomRecipientScope without a name', { RecipientWriteScope: 'CustomRecipientScope' }, UNKNOWN],
    ['Group: direct members only', { RecipientWriteScope: 'Group', CustomResourceScope: 'Team' }, ['yes', 'no', 'no']],
    ['Group without a name', { RecipientWriteScope: 'Group' }, UNKNOWN],
    [
      'AdministrativeUnit: its members',
      { RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: guid('unit One') },
      ['yes', 'no', 'no'],
    ],
    ['AdministrativeUnit without a unit', { RecipientWriteScope: 'AdministrativeUnit' }, UNKNOWN],
    ['None', { RecipientWriteScope: 'None' }, UNKNOWN],
    ['Self', { RecipientWriteScope: 'Self' }, UNKNOWN],
    ['another word', { RecipientWriteScope: 'MyGAL' }, UNKNOWN],
    ['another word beside a scope that would be found', { RecipientWriteScope: 'MyGAL', CustomResourceScope: 'Sales' }, UNKNOWN],
    ['no word', { RecipientWriteScope: null }, UNKNOWN],
    ['disabled', { Enabled: false }, NOBODY],
    ['enabled is not said', { Enabled: null }, YES],
  ];
  it.each(cases)('%s', (_, overrides, expected) => {
    expect(reachBy(overrides)).toEqual(expected);
  });
});

describe('a management scope', () => {
  const scoped = (scope: Partial<Scope>): readonly Verdict[] =>
    reachBy(
      { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' },
      {
        exchange: {
          managementScopes: [managementScope('Sales', "Department -eq 'Sales'", scope)],
          managementRoleAssignments: [
            roleAssignment(target, 'Application Mail.Read', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' }),
          ],
        },
      },
    );

  const team = exchangeGroup('Team').DistinguishedName ?? '';
  it.each([
    ['with a recipient root is unknown', { RecipientRoot: 'contoso.com/Users' }, UNKNOWN],
    ['with an empty recipient root counts', { RecipientRoot: '' }, SALES],
    ['without a recipient root counts', { RecipientRoot: null }, SALES],
    ['of another restriction type is unknown', { ScopeRestrictionType: 'ServerScope' }, UNKNOWN],
    ['whose restriction type is not given counts as one of recipients', { ScopeRestrictionType: null }, SALES],
    ['that is exclusive is an ordinary scope of its own app', { Exclusive: true }, SALES],
    ['without a filter is unknown', { RecipientFilter: null }, UNKNOWN],
    ['with a syntax error is unknown as a whole', { RecipientFilter: 'Department -eq Sales' }, UNKNOWN],
    [
      'with a property that is not known is unknown in that leaf',
      { RecipientFilter: "Title -eq 'x' -or Department -eq 'Sales'" },
      ['yes', 'yes', 'unknown'],
    ],
    [
      'with an operator that is not known is unknown in that leaf',
      { RecipientFilter: "Alias -gt 'a' -and Department -eq 'Sales'" },
      ['unknown', 'unknown', 'no'],
    ],
    ['by MemberOfGroup counts direct members only', { RecipientFilter: `MemberOfGroup -eq '${team}'` }, ['yes', 'no', 'no']],
    ['by the negation of MemberOfGroup', { RecipientFilter: `MemberOfGroup -ne '${team}'` }, ['no', 'yes', 'yes']],
    ['by MemberOfGroup of a distinguished name that no group has is unknown', { RecipientFilter: "MemberOfGroup -eq 'CN=Gone'" }, UNKNOWN],
    ['by a property that another mailbox has: empty here', { RecipientFilter: 'Department -eq $null' }, NOBODY],
    ['by a listed property that no mailbox has is unknown', { RecipientFilter: "Company -eq 'Contoso'" }, UNKNOWN],
  ] as const)('%s', (_, scope, expected) => {
    expect(scoped(scope)).toEqual(expected);
  });

  it('that is exclusive elsewhere takes nothing from an app', () => {
    expect(
      reachBy(
        {},
        {
          exchange: {
            ...EXCHANGE,
            managementScopes: [managementScope('Executives', 'Alias -like "*"', { Exclusive: true })],
            managementRoleAssignments: [roleAssignment(target, 'Application Mail.Read')],
          },
        },
      ),
    ).toEqual(YES);
  });

  it('that was not read is unknown', () => {
    expect(
      reachBy({ RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' }, { without: ['exchange.managementScopes'] }),
    ).toEqual(UNKNOWN);
  });

  it('by MemberOfGroup with members that were not read in full: what is seen stands', () => {
    const parts: CollectionParts = {
      exchange: {
        ...EXCHANGE,
        managementScopes: [managementScope('Sales', `MemberOfGroup -eq '${team}'`)],
        managementRoleAssignments: [
          roleAssignment(target, 'Application Mail.Read', { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' }),
        ],
      },
      coverage: { 'graph.groupMembers': { state: 'partial', reason: 'cut' } },
      without: ['exchange.groupMembers'],
    };
    expect(reachBy({}, parts)).toEqual(['yes', 'unknown', 'unknown']);
  });
});

describe('a group is named by Name, then distinguished name, id, address; exactly one must match', () => {
  const DIRECT: readonly Verdict[] = ['yes', 'no', 'no'];
  const named = (name: string, exchange: CollectionParts['exchange'] = {}): readonly Verdict[] =>
    reachBy(
      {},
      {
        exchange: {
          ...EXCHANGE,
          managementRoleAssignments: [
            roleAssignment(target, 'Application Mail.Read', { RecipientWriteScope: 'Group', CustomResourceScope: name }),
          ],
          ...exchange,
        },
      },
    );

  it.each([
    ['its Name', 'team'],
    ['its distinguished name', exchangeGroup('Team').DistinguishedName ?? ''],
    ['its ExternalDirectoryObjectId', guid('group Team').toUpperCase()],
    ['its Guid', guid('exchange group Team')],
    ['its address', 'Team@contoso.com'],
  ])('%s', (_, name) => {
    expect(named(name)).toEqual(DIRECT);
  });

  it('a display name is no Name', () => {
    expect(named('The team', { groups: [exchangeGroup('Team', { DisplayName: 'The team' })] })).toEqual(UNKNOWN);
  });

  it('a Name comes before another group that has it as address or id', () => {
    const odd = exchangeGroup('Odd', { Name: 'team@contoso.com' });
    expect(named('team@contoso.com', { groups: [exchangeGroup('Team'), odd] })).toEqual(NOBODY);
  });

  it('an ambiguous Name is unknown', () => {
    expect(named('Team', { groups: [exchangeGroup('Team'), exchangeGroup('Other', { Name: 'Team' })] })).toEqual(UNKNOWN);
  });

  it('an ambiguous Name is the management scope of that name, if there is one', () => {
    expect(named('Sales', { groups: [exchangeGroup('A', { Name: 'Sales' }), exchangeGroup('B', { Name: 'Sales' })] })).toEqual(SALES);
  });

  it('a name that no group has is the management scope of that name', () => {
    expect(named('Sales')).toEqual(SALES);
  });

  it('a group comes before a management scope of the same name', () => {
    expect(named('Team', { managementScopes: [managementScope('Team', "Department -eq 'Legal'")] })).toEqual(DIRECT);
  });

  it('a name that neither has is unknown', () => {
    expect(named('Gone')).toEqual(UNKNOWN);
  });

  it('groups that were not read are unknown', () => {
    expect(reachBy({ RecipientWriteScope: 'Group', CustomResourceScope: 'Team' }, { without: ['exchange.groups'] })).toEqual(UNKNOWN);
  });

  it.each([
    ['were not read', { without: ['exchange.groups'] }],
    ['were cut short', { coverage: { 'exchange.groups': { state: 'partial', reason: 'cut' } } }],
  ] as const)('a management scope of that name says nothing certain where groups %s: one of them may have the name', (_, parts) => {
    expect(reachBy({ RecipientWriteScope: 'Group', CustomResourceScope: 'Sales' }, parts)).toEqual(UNKNOWN);
  });

  it('members that were not read in full: what is seen stands', () => {
    expect(
      reachBy(
        { RecipientWriteScope: 'Group', CustomResourceScope: 'Team' },
        { coverage: { 'graph.groupMembers': { state: 'partial', reason: 'cut' } }, without: ['exchange.groupMembers'] },
      ),
    ).toEqual(['yes', 'unknown', 'unknown']);
  });
});

describe('an administrative unit is known by id, or by a display name that only one has', () => {
  const unit = (reference: string, parts: CollectionParts = {}): readonly Verdict[] =>
    reachBy({ RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: reference }, parts);

  it.each([
    ['by id', guid('unit One'), ['yes', 'no', 'no']],
    ['by id in another case', guid('unit One').toUpperCase(), ['yes', 'no', 'no']],
    ['by name', 'one', ['yes', 'no', 'no']],
    ['in the list without members: nobody', guid('unit Empty'), NOBODY],
    ['not in the list: unknown', guid('unit gone'), UNKNOWN],
    ['a name that two have: unknown', 'Twin', UNKNOWN],
    ['by id although the name is ambiguous', guid('unit Twin A'), ['yes', 'no', 'no']],
  ])('%s', (_, reference, expected) => {
    expect(unit(reference)).toEqual(expected);
  });

  it('groups inside a unit bring no members', () => {
    expect(unit(guid('unit One'))[1]).toBe('no');
  });

  it('units that were not read are unknown', () => {
    expect(unit(guid('unit One'), { without: ['graph.administrativeUnits'] })).toEqual(UNKNOWN);
  });

  it('members that were not read in full: what is seen stands', () => {
    expect(unit(guid('unit One'), { coverage: { 'graph.administrativeUnitMembers': { state: 'partial', reason: 'cut' } } })).toEqual([
      'yes',
      'unknown',
      'unknown',
    ]);
    expect(unit(guid('unit One'), { without: ['graph.administrativeUnitMembers'] })).toEqual(UNKNOWN);
  });
});

describe('RBAC and Entra are a union', () => {
  it('a tenant-wide Entra grant beside a scoped assignment is still tenant-wide', () => {
    const asked = tenant([{ RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: 'Sales' }], {
      graph: { ...GRAPH, appRoleAssignments: [graphGrant(app, 'Mail.Read')] },
    });
    expect(verdicts(asked)).toEqual(YES);
  });

  it('two assignments add up', () => {
    const asked = tenant([
      { RecipientWriteScope: 'Group', CustomResourceScope: 'Team' },
      { RecipientWriteScope: 'Group', CustomResourceScope: 'Inner' },
    ]);
    expect(verdicts(asked)).toEqual(['yes', 'yes', 'no']);
  });

  it('an assignment that is not known leaves what another gives', () => {
    expect(verdicts(tenant([{ RecipientWriteScope: 'Group', CustomResourceScope: 'Team' }, { RecipientWriteScope: 'None' }]))).toEqual([
      'yes',
      'unknown',
      'unknown',
    ]);
  });

  it('a policy that keeps the Entra grant out touches nothing of RBAC', () => {
    const asked = tenant([{ RecipientWriteScope: 'Group', CustomResourceScope: 'Team' }], {
      graph: { ...GRAPH, appRoleAssignments: [graphGrant(app, 'Mail.Read')] },
      exchange: {
        ...EXCHANGE,
        managementRoleAssignments: [
          roleAssignment(target, 'Application Mail.Read', { RecipientWriteScope: 'Group', CustomResourceScope: 'Team' }),
        ],
        applicationAccessPolicies: [accessPolicy(app.appId, 'DenyAccess', { id: guid('group Team'), name: 'Team' })],
      },
    });
    expect(verdicts(asked)).toEqual(['yes', 'no', 'yes']);
  });
});
