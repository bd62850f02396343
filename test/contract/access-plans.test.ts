import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlanContext } from '../../src/shared/domain/plan/family';
import type { PlanFamily } from '../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../src/shared/domain/plan/questions.schema';
import { CAPABILITIES } from '../../src/shared/domain/reach/capability';
import type { ReachEngine } from '../../src/shared/domain/reach/reach-engine';
import { engineAfter, makePlan, reachOf } from '../support/plan-cases';
import { PlanOnSimulator } from '../support/plan-runner/plan-on-simulator';

let bench: PlanOnSimulator;

beforeAll(async () => {
  bench = await PlanOnSimulator.start();
});

afterAll(() => bench.stop());

beforeEach(async () => {
  bench = await bench.reset();
});

/** What every app can do where, by its application permissions: `app address capability: verdict`. */
function matrix(engine: ReachEngine): readonly string[] {
  return engine.apps
    .flatMap((app) => [...reachOf(engine, app.appId, CAPABILITIES)].map(([cell, verdict]) => `${app.name} ${cell}: ${verdict}`))
    .sort();
}

const appId = ({ engine }: PlanContext, name: string): string => engine.apps.find((app) => app.name === name)?.appId ?? name;
const policyOf = ({ engine }: PlanContext, scope: string, right: string): string =>
  engine.policies.find((item) => item.scope.name === scope && item.right === right)?.identity ?? scope;
const groupId = ({ engine }: PlanContext, name: string): string => engine.groups.byText(name)?.id ?? name;
const members = ({ engine, reading }: PlanContext, group: string): string[] => [
  ...new Set(
    reading.membership
      .directMembers(engine.groups.byText(group)?.id ?? '')
      .flatMap((member) => reading.mailboxes.byId(member.id)?.address ?? []),
  ),
];
const addresses = ({ reading }: PlanContext, count: number): string[] =>
  reading.mailboxes.all
    .map((mailbox) => mailbox.address)
    .sort()
    .slice(0, count);

type Case = readonly [name: string, family: PlanFamily, answers: (context: PlanContext) => Answers];

const newGroup = (context: PlanContext, count = 2): Answers => ({
  scope: 'newGroup',
  mailboxes: addresses(context, count),
  groupName: 'Chosen mailboxes',
  groupAddress: 'chosen-mailboxes@aldermoor.example',
});
const app =
  (name: string, answers: (context: PlanContext) => Answers = () => ({})): Case[2] =>
  (context) => ({
    subject: appId(context, name),
    ...answers(context),
  });
const policy =
  (scope: string, right: string, answers: (context: PlanContext) => Answers = () => ({})): Case[2] =>
  (context) => ({
    subject: policyOf(context, scope, right),
    ...answers(context),
  });
const unit = ({ reading }: PlanContext): string =>
  reading.collection.graph.administrativeUnits?.find((item) => item.displayName === 'Meeting Rooms')?.id ?? '';

const CASES: readonly Case[] = [
  ['to a new group', 'restrict-app', app('Ledgerline Payables', newGroup)],
  ['to a new group with more members than steps', 'restrict-app', app('Larkspur Signatures', (context) => newGroup(context, 55))],
  [
    'to a group that there is',
    'restrict-app',
    app('Glasswing Mail Merge', (context) => ({ scope: 'existingGroup', group: 'Booking Pilot', mailboxes: addresses(context, 2) })),
  ],
  [
    'to a filter',
    'restrict-app',
    app('Courier Desk Notifications', () => ({
      scope: 'filter',
      filter: "RecipientTypeDetails -eq 'SharedMailbox' -and -not(DisplayName -like 'x*')",
    })),
  ],
  ['to a unit', 'restrict-app', app('Pinehollow Analytics', (context) => ({ scope: 'unit', unit: unit(context) }))],
  ['to the scope it has', 'restrict-app', app('Parcelwright Helpdesk')],
  ['whose role has no scope', 'restrict-app', app('Meridian Room Booking')],
  ['that keeps its grants', 'restrict-app', app('Cormorant Migration', (context) => ({ ...newGroup(context), removeGrants: false }))],
  ['to a new group', 'restrict-by-policy', app('Ledgerline Payables', newGroup)],
  [
    'out of a group',
    'restrict-by-policy',
    app('Larkspur Signatures', () => ({ accessRight: 'DenyAccess', scope: 'existingGroup', group: 'Board Mailboxes' })),
  ],
  [
    'to one mailbox',
    'restrict-by-policy',
    app('Glasswing Mail Merge', ({ reading }) => ({
      scope: 'mailbox',
      mailboxes: [reading.mailboxes.all.find((mailbox) => mailbox.item.RecipientTypeDetails === 'UserMailbox')?.address ?? ''],
    })),
  ],
  ['to deny', 'change-policy', policy('CRM Mail Scope', 'restrict', () => ({ accessRight: 'DenyAccess' }))],
  ['to another group', 'change-policy', policy('CRM Mail Scope', 'restrict', newGroup)],
  ['to another description', 'change-policy', policy('Board Mailboxes', 'deny', () => ({ description: 'Board' }))],
  ['that restricts', 'remove-policy', policy('CRM Mail Scope', 'restrict')],
  ['that denies', 'remove-policy', policy('Board Mailboxes', 'deny')],
  ['with nested groups in the filter', 'migrate-policy', app('Quillstone Archive')],
  ['with nested members added', 'migrate-policy', app('Tidewater CRM Connector', () => ({ nested: 'members' }))],
  ['without nested members', 'migrate-policy', app('Tidewater CRM Connector', () => ({ nested: 'leaveOut' }))],
  ['to a new group', 'migrate-policy', app('Northlight Backup', () => ({ scope: 'newGroup' }))],
  ['with what no policy governs', 'migrate-policy', app('Quillstone Archive', () => ({ alsoUncovered: true }))],
  ['of a scope and a blocklist', 'migrate-policy', app('Northlight Backup')],
  ['of a blocklist', 'migrate-policy', app('Brightfold Newsletter')],
  [
    'of a group in Exchange',
    'edit-scope',
    (context) => ({ subject: 'CRM Mail Scope', add: addresses(context, 2), remove: members(context, 'CRM Mail Scope').slice(0, 1) }),
  ],
  ['of many members', 'edit-scope', (context) => ({ subject: 'Archive Scope', add: addresses(context, 56) })],
  ['of a Microsoft 365 group', 'edit-scope', (context) => ({ subject: 'Survey Mailboxes', add: addresses(context, 2) })],
  [
    'of a unit',
    'edit-scope',
    (context) => ({ subject: `unit:${unit(context)}`, add: addresses(context, 2), remove: unitMembers(context).slice(0, 1) }),
  ],
  [
    'of a filter',
    'edit-scope',
    () => ({ subject: 'scope:Helpdesk mailboxes', filter: "Alias -like 'a*' -or CustomAttribute2 -eq 'O''Brien'" }),
  ],
  ['of a public group', 'close-scope-group', (context) => ({ subject: groupId(context, 'Marketing Crew') })],
  ['of an app', 'close-scope-group', app('Fernhill Invoice Reader')],
  ['with its roles', 'repair-pointer', app('Vellum Document Intake')],
  ['without roles', 'repair-pointer', app('Outlook Bridge 2017')],
];

function unitMembers(context: PlanContext): string[] {
  const rows = context.reading.collection.graph.administrativeUnitMembers ?? [];
  return rows.flatMap((row) =>
    row.administrativeUnitId === unit(context) ? (context.reading.mailboxes.byId(row.memberId)?.address ?? []) : [],
  );
}

describe('a plan that is run over a tenant', () => {
  it.each(CASES.map(([name, family, answers]) => [family, name, answers] as const))(
    '%s %s leaves the reach that its effects say, and takes it back',
    async (family, _name, answers) => {
      const before = bench.read();
      const plan = makePlan(before, family, answers(before));
      await bench.run(plan);
      const after = bench.read();
      expect(matrix(after.engine)).toEqual(matrix(engineAfter(before, plan)));
      expect(bench.changes()).toHaveLength(plan.steps.filter((step) => step.change !== null).length);

      await bench.undo(plan);
      expect(matrix(bench.read().engine)).toEqual(matrix(before.engine));
    },
  );
});
