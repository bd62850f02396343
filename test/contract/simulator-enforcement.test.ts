import { describe, expect, it } from 'vitest';
import type { MatrixAnswer } from '../../src/shared/domain/answers/answer-shapes';
import { buildMatrix } from '../../src/shared/domain/answers/matrix-answer';
import { parseCollection } from '../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../src/shared/domain/collection/reading';
import { CAPABILITIES, type Capability } from '../../src/shared/domain/reach/capability';
import { createReachEngine } from '../../src/shared/domain/reach/reach-engine';
import { dumpCollection } from '../../src/simulator/dump/dump-collection';
import { access, type AccessPrincipal } from '../../src/simulator/enforcement/access';
import { AccessTokens } from '../../src/simulator/entra/access-tokens';
import type { Caller } from '../../src/simulator/entra/caller';
import { createSigningKey } from '../../src/simulator/entra/signing-key';
import { ExchangeFront } from '../../src/simulator/exchange/exchange-front';
import { DIRECTORY_ROLES } from '../../src/simulator/facts/directory-roles';
import { FaultSwitch } from '../../src/simulator/faults/fault-switch';
import { createSmallTenant } from '../../src/simulator/generator/small/small-tenant';
import { randomTenant } from '../../src/simulator/generator/weird/random-tenant';
import { createSimulatedClock } from '../../src/simulator/state/clock';
import type { TenantState } from '../../src/simulator/state/tenant-state';
import { TRIED } from '../support/tried-operations';

type Verdict = 'yes' | 'no' | 'unknown';
type Row = MatrixAnswer['apps'][number] | MatrixAnswer['people'][number];

/** What the reach engine makes of a tenant. */
function matrixOf(state: TenantState): MatrixAnswer {
  const parsed = parseCollection(JSON.parse([...dumpCollection(state)].join('')));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  const reading = openReading(parsed.value.collection, parsed.value.warnings);
  return buildMatrix(reading, createReachEngine(reading));
}

function verdictIn(row: Row | undefined, capability: Capability, mailboxId: string): Verdict {
  const cell = row?.capabilities[capability];
  if (cell === undefined) return 'no';
  if (cell.yes === 'all' || cell.yes.includes(mailboxId)) return 'yes';
  return cell.unknown === 'all' || cell.unknown.includes(mailboxId) ? 'unknown' : 'no';
}

interface Comparison {
  readonly cells: number;
  readonly unknown: number;
  readonly disagreements: readonly string[];
}

/** The rights on mailboxes that could not be attributed to anybody, and what they open. */
const BY_RIGHT: Readonly<Record<string, (capability: Capability) => boolean>> = {
  fullAccess: (capability) => capability !== 'mail.send',
  sendAs: (capability) => capability === 'mail.send',
  sendOnBehalf: (capability) => capability === 'mail.send',
};

/** Whether the matrix says of itself that its answer is incomplete here: a trustee or a mailbox by a name that several objects have. */
function isUnresolved(matrix: MatrixAnswer, mailboxId: string, capability: Capability): boolean {
  return matrix.unresolved.some(
    (entry) => (entry.mailboxes === 'all' || entry.mailboxes.includes(mailboxId)) && BY_RIGHT[entry.right]?.(capability) === true,
  );
}

/**
 * What counts as agreement. Where no document says what Exchange does, enforcement refuses and the reach engine may warn
 * (unknown) or count it as reach (yes), but never stay silent. Where names collide, the engine must have said so.
 */
function agrees(computed: Verdict, enforced: Verdict, unresolved: boolean): boolean {
  if (computed === enforced) return true;
  return computed === 'yes' ? enforced === 'unknown' : unresolved;
}

/** Asks both about every principal, mailbox and capability. */
function compare(state: TenantState): Comparison {
  const matrix = matrixOf(state);
  const disagreements: string[] = [];
  let cells = 0;
  let unknown = 0;
  const ask = (principal: AccessPrincipal, name: string, row: Row | undefined): void => {
    for (const mailbox of state.mailboxes) {
      const id = mailbox.ExternalDirectoryObjectId.toLowerCase();
      // Everybody may do everything in the own mailbox; the matrix leaves it out.
      if (principal.kind === 'person' && principal.userId.toLowerCase() === id) continue;
      for (const capability of CAPABILITIES) {
        const computed = verdictIn(row, capability, id);
        const decided = access(state, principal, mailbox, TRIED[capability]);
        const enforced: Verdict = decided.granted ? 'yes' : decided.certain ? 'no' : 'unknown';
        cells += 1;
        if (computed === 'unknown' || enforced === 'unknown') unknown += 1;
        if (!agrees(computed, enforced, isUnresolved(matrix, id, capability))) {
          disagreements.push(
            `${name} · ${mailbox.DisplayName} · ${capability}: computed ${computed}, enforced ${enforced} (${decided.reason})`,
          );
        }
      }
    }
  };
  const apps = new Map(matrix.apps.map((row) => [row.appId, row]));
  for (const principal of state.servicePrincipals) {
    ask({ kind: 'app', appId: principal.appId }, principal.displayName, apps.get(principal.appId.toLowerCase()));
  }
  const people = new Map(matrix.people.map((row) => [row.id, row]));
  for (const user of state.users) ask({ kind: 'person', userId: user.id }, user.userPrincipalName, people.get(user.id.toLowerCase()));
  return { cells, unknown, disagreements };
}

/** One change of every kind, on a tenant that has one of everything. */
function changesOf(state: TenantState): readonly (readonly [cmdlet: string, parameters: Readonly<Record<string, unknown>>])[] {
  const principal = (name: string) => [...state.servicePrincipals].find((row) => row.displayName === name)!;
  const box = (alias: string) => `${alias}@aldermoor.example`;
  const bypass = { BypassSecurityGroupManagerCheck: true };
  const crm = principal('Tidewater CRM Connector');
  const ledger = principal('Ledgerline Payables');
  const wrong = state.applicationsByAppId.first(ledger.appId)!.id;
  const policy = [...state.accessPolicies].find((row) => row.appIds.includes(crm.appId))!;
  const identity = `${state.tenantId}\\${crm.appId}:${policy.scopeSid};${policy.scopeId}`;
  return [
    ['New-DistributionGroup', { Name: 'Inner', Type: 'Security', Members: [box('repairs'), box('legal')] }],
    ['New-DistributionGroup', { Name: 'Outer', Type: 'Security', Members: [box('press'), 'Inner'] }],
    ['New-ServicePrincipal', { AppId: crm.appId, ObjectId: crm.id, DisplayName: 'CRM' }],
    ['New-ServicePrincipal', { AppId: ledger.appId, ObjectId: wrong }],
    ['New-ManagementScope', { Name: 'Ends', RecipientRestrictionFilter: "CustomAttribute3 -eq 'ends' -or Alias -like 'p*'" }],
    ['New-ManagementRoleAssignment', { Name: 'one', Role: 'Application Mail.Read', App: crm.id, CustomResourceScope: 'Ends' }],
    ['New-ManagementRoleAssignment', { Name: 'two', Role: 'Application Mail.Send', App: crm.id, RecipientGroupScope: 'Outer' }],
    [
      'New-ManagementRoleAssignment',
      { Name: 'three', Role: 'Application Contacts.Read', App: crm.id, RecipientAdministrativeUnitScope: 'Meeting Rooms' },
    ],
    ['New-ManagementRoleAssignment', { Name: 'four', Role: 'Application Calendars.ReadWrite', App: crm.id }],
    ['Set-ManagementRoleAssignment', { Identity: 'four', Enabled: false }],
    ['New-ManagementRoleAssignment', { Name: 'five', Role: 'Application Mail.Read', App: wrong }],
    ['Set-Mailbox', { Identity: box('legal'), CustomAttribute3: 'ends', GrantSendOnBehalfTo: { Add: [box('jack.halloran')] } }],
    [
      'Set-ManagementScope',
      { Identity: 'Helpdesk mailboxes', Name: 'Desk', RecipientRestrictionFilter: "CustomAttribute1 -eq 'helpdesk'" },
    ],
    ['Remove-ApplicationAccessPolicy', { Identity: identity }],
    ['New-ApplicationAccessPolicy', { AccessRight: 'RestrictAccess', AppId: crm.appId, PolicyScopeGroupId: 'Outer', Description: 'x' }],
    ['New-ApplicationAccessPolicy', { AccessRight: 'DenyAccess', AppId: ledger.appId, PolicyScopeGroupId: box('helen.marchetti') }],
    ['Add-DistributionGroupMember', { Identity: 'Archive Scope', Member: box('press'), ...bypass }],
    ['Remove-DistributionGroupMember', { Identity: 'Archive Scope', Member: box('legal'), ...bypass }],
    ['Add-MailboxPermission', { Identity: box('info'), User: box('helen.marchetti'), AccessRights: 'FullAccess' }],
    ['Add-MailboxPermission', { Identity: box('press'), User: 'Inner', AccessRights: 'FullAccess', Deny: true }],
    ['Remove-MailboxPermission', { Identity: box('reception'), User: box('rosalind.carey'), AccessRights: 'FullAccess' }],
    ['Add-RecipientPermission', { Identity: box('info'), Trustee: 'Board Mailboxes', AccessRights: 'SendAs' }],
    ['Remove-RecipientPermission', { Identity: box('press'), Trustee: box('sofia.lindqvist'), AccessRights: 'SendAs' }],
    ['New-Mailbox', { Shared: true, Name: 'Leeds' }],
    ['Remove-DistributionGroup', { Identity: 'Invoice Reader Scope', ...bypass }],
    ['Remove-DistributionGroup', { Identity: 'Accounts Team', ...bypass }],
  ];
}

describe('reach as computed and access as enforced', () => {
  it('agree on every cell of the demo company', () => {
    const { cells, unknown, disagreements } = compare(createSmallTenant(1, createSimulatedClock()).state);
    expect(disagreements).toEqual([]);
    expect(cells).toBeGreaterThan(100_000);
    expect(unknown / cells).toBeLessThan(0.01);
  });

  it('agree on every cell after changes by cmdlets', () => {
    const { state } = createSmallTenant(1, createSimulatedClock());
    const tokens = new AccessTokens(state.clock, () => state.tenantId, createSigningKey());
    const exchange = new ExchangeFront(state, tokens, new FaultSwitch());
    const global = [...state.roleAssignments].find((row) => row.roleDefinitionId === DIRECTORY_ROLES['Global Administrator'])!;
    const caller: Caller = { kind: 'person', appId: state.tenantId, userId: global.principalId, scopes: ['Exchange.Manage'] };
    for (const [cmdlet, parameters] of changesOf(state)) {
      const outcome = exchange.run({ cmdlet, parameters: { ...parameters, Confirm: false } }, caller);
      expect(outcome.ok ? null : `${cmdlet}: ${outcome.error.message}`).toBeNull();
    }
    const { disagreements } = compare(state);
    expect(disagreements).toEqual([]);
  });

  it.each(Array.from({ length: 20 }, (_, index) => index + 1))('agree on every cell of random tenant %i', (seed) => {
    expect(compare(randomTenant(seed)).disagreements).toEqual([]);
  });
});
