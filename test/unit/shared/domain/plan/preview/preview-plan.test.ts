import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Collection } from '../../../../../../src/shared/domain/collection/collection.schema';
import { openReading } from '../../../../../../src/shared/domain/collection/reading';
import { reopenReading } from '../../../../../../src/shared/domain/collection/reopen-reading';
import type { Effect, Json, Match, Plan } from '../../../../../../src/shared/domain/plan/plan.schema';
import { applyEffects } from '../../../../../../src/shared/domain/plan/preview/apply-effects';
import { previewPlan, type PlanReachPreview } from '../../../../../../src/shared/domain/plan/preview/preview-plan';
import type { ReachChange } from '../../../../../../src/shared/domain/plan/preview/reach-change';
import { matchesAll } from '../../../../../../src/shared/domain/plan/match';
import { expandJson, literal } from '../../../../../../src/shared/domain/plan/template';
import { CAPABILITIES, type Capability, strongestOf, bitOf } from '../../../../../../src/shared/domain/reach/capability';
import { createReachEngine, type ReachEngine } from '../../../../../../src/shared/domain/reach/reach-engine';
import { hasBit } from '../../../../../../src/shared/domain/reach/bit-set';
import {
  accessPolicy,
  collection,
  delegatedGrant,
  exchangeGroup,
  fullAccess,
  graphGrant,
  group,
  guid,
  mailbox,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
  sharedMailbox,
  user,
} from '../../../../../support/collection-builder';
import { createRandom } from '../../../../../support/random';
import { OBJECT_SOURCES, randomEffects, REACH_SOURCES, rowsOf, whereOf } from '../../../../../support/random-effects';
import { randomTenant } from '../../../../../support/random-tenant';

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

function engineOf(of: Collection): ReachEngine {
  return createReachEngine(openReading(of));
}

function preview(
  of: Collection,
  effects: readonly Effect[],
  subject: Plan['subject'] = { kind: 'tenant', id: 'x', name: 'x' },
): PlanReachPreview {
  return previewPlan(engineOf(of), { subject, steps: [{ effects: [...effects] }] as unknown as Plan['steps'] }, NO_LIMIT);
}

const app = servicePrincipal('Reader');
const [first, second] = [mailbox('First'), sharedMailbox('Second')];
const tenant = collection({
  graph: {
    servicePrincipals: [app],
    users: [user('First'), user('Second', { accountEnabled: false }), user('Delegate')],
    groups: [group('G')],
    appRoleAssignments: [graphGrant(app, 'Mail.ReadWrite')],
    oauth2PermissionGrants: [delegatedGrant(app, 'Mail.Read.Shared', user('Delegate'))],
  },
  exchange: {
    mailboxes: [first, second],
    groups: [exchangeGroup('G')],
    mailboxPermissions: [fullAccess(second, guid('group G'))],
  },
});
const appSubject = { kind: 'app' as const, id: app.appId, name: 'Reader' };

const words = ({ kind, name, delegated, mailbox: address, capabilities, before, after }: ReachChange): string =>
  `${kind} ${name}${delegated ? ' (delegated)' : ''} ${address} ${capabilities.join('+')}: ${before} → ${after}`;

describe('who gains and who loses', () => {
  it('tells nothing of a plan without effects, and what stays', () => {
    expect(preview(tenant, [], appSubject)).toEqual({
      gains: [],
      gainsTotal: 0,
      loses: [],
      losesTotal: 0,
      uncertain: [],
      uncertainTotal: 0,
      unchanged: 2,
      gaps: [],
    });
  });

  it('tells of an app whose grant goes while a scoped role stays', () => {
    const scoped = {
      ...tenant,
      exchange: {
        ...tenant.exchange,
        servicePrincipals: [pointer(app)],
        managementRoleAssignments: [
          roleAssignment(pointer(app), 'Application Mail.Read', { RecipientWriteScope: 'Group', CustomResourceScope: 'G' }),
        ],
        groupMembers: [
          {
            GroupExternalDirectoryObjectId: guid('group G'),
            MemberExternalDirectoryObjectId: guid('user First'),
            MemberRecipientTypeDetails: 'UserMailbox',
          },
        ],
      },
    };
    const result = preview(
      scoped,
      [{ kind: 'remove', source: 'graph.appRoleAssignments', where: { principalId: literal(app.id) } }],
      appSubject,
    );
    expect(result.loses.map(words)).toEqual([
      'app Reader first@contoso.com mail.write: yes → no',
      'app Reader second@contoso.com mail.readBasic+mail.read+mail.write: yes → no',
    ]);
    expect(result.gainsTotal).toBe(0);
  });

  it('counts what stays of the app that the plan is about', () => {
    const other = { ...tenant, exchange: { ...tenant.exchange, mailboxes: [first, second, mailbox('Third')] } };
    const policy = accessPolicy(app.appId, 'DenyAccess', { id: guid('user First'), name: 'First' }) as unknown as Record<string, Json>;
    const result = preview(other, [{ kind: 'add', source: 'exchange.applicationAccessPolicies', row: policy }], appSubject);
    expect(result.loses.map(words)).toEqual(['app Reader first@contoso.com mail.readBasic+mail.read+mail.write: yes → no']);
    expect(result.unchanged).toBe(2);
  });

  it('tells of people whom a group brings, and of the app that reaches through them', () => {
    const added = member('G', guid('user Delegate')) as unknown as Record<string, Json>;
    const result = preview(tenant, [{ kind: 'add', source: 'graph.groupMembers', row: added }]);
    expect(result.gains.map(words)).toEqual([
      'person Delegate second@contoso.com mail.readBasic+mail.read+mail.write+settings.read+settings.write+calendar.readBasic+calendar.read+calendar.write+contacts.read+contacts.write+folders.read+folders.write: no → yes',
      'app Reader (delegated) second@contoso.com mail.readBasic+mail.read: no → yes',
    ]);
  });

  it('tells of an account that can no longer sign in to its own mailbox', () => {
    const result = preview(tenant, [
      { kind: 'set', source: 'graph.users', where: { id: literal(guid('user First')) }, values: { accountEnabled: false } },
    ]);
    expect(result.losesTotal).toBe(1);
    expect(result.loses[0]).toMatchObject({
      kind: 'person',
      id: guid('user First'),
      mailbox: 'first@contoso.com',
      before: 'yes',
      after: 'no',
    });
    expect(result.loses[0]?.capabilities).toEqual(CAPABILITIES);
  });

  it('tells of a mailbox that only the later reading has', () => {
    const added = mailbox('Third') as unknown as Record<string, Json>;
    const result = preview(tenant, [{ kind: 'add', source: 'exchange.mailboxes', row: added }]);
    expect(result.gains.map(({ kind, mailbox: address }) => `${kind} ${address}`)).toEqual(['app third@contoso.com']);
  });

  it('takes a mailbox with another id for another one', () => {
    const result = preview(tenant, [
      { kind: 'set', source: 'exchange.mailboxes', where: { Name: 'Second' }, values: { ExternalDirectoryObjectId: guid('user Other') } },
    ]);
    const changes = (list: readonly ReachChange[]) => list.filter(({ kind }) => kind === 'app').map(({ mailboxId }) => mailboxId);
    expect([changes(result.gains), changes(result.loses)]).toEqual([[guid('user Other')], [guid('user Second')]]);
  });

  it('says what was not read', () => {
    const unread = collection({ graph: tenant.graph, exchange: tenant.exchange, without: ['exchange.applicationAccessPolicies'] });
    const result = preview(unread, [{ kind: 'remove', source: 'graph.appRoleAssignments', where: { principalId: literal(app.id) } }]);
    expect(result.uncertain.map(words)).toEqual([
      'app Reader first@contoso.com mail.readBasic+mail.read+mail.write: unknown → no',
      'app Reader second@contoso.com mail.readBasic+mail.read+mail.write: unknown → no',
    ]);
    expect(result.gaps).toEqual([
      'exchange.applicationAccessPolicies is missing (the file has no such source): who gains and who loses is not certain there.',
    ]);
  });

  it('shows no more than so many rows, and counts all', () => {
    const result = previewPlan(
      engineOf(tenant),
      {
        subject: appSubject,
        steps: [{ effects: [{ kind: 'remove', source: 'graph.appRoleAssignments', where: {} }] }] as unknown as Plan['steps'],
      },
      1,
    );
    expect([result.loses.length, result.losesTotal]).toEqual([1, 2]);
  });
});

/** Everything that changes between two readings, pair by pair, in the slowest way. */
function changesByHand(earlier: Collection, later: Collection): readonly string[] {
  const [before, after] = [verdictsOf(engineOf(earlier)), verdictsOf(engineOf(later))];
  const found: string[] = [];
  for (const pair of new Set([...before.keys(), ...after.keys()])) {
    const byDirection = new Map<string, Capability[]>();
    for (const capability of CAPABILITIES) {
      const [old, next] = [before.get(pair)?.get(capability) ?? 'no', after.get(pair)?.get(capability) ?? 'no'];
      if (old === next) continue;
      const direction = old === 'unknown' || next === 'unknown' ? 'uncertain' : next === 'yes' ? 'gains' : 'loses';
      byDirection.set(direction, [...(byDirection.get(direction) ?? []), capability]);
    }
    for (const [direction, capabilities] of byDirection) {
      const strongest = strongestOf(capabilities.reduce((mask, capability) => mask | bitOf(capability), 0)) as Capability;
      found.push(
        `${direction} ${pair} ${capabilities.join('+')} ${before.get(pair)?.get(strongest) ?? 'no'} ${after.get(pair)?.get(strongest) ?? 'no'}`,
      );
    }
  }
  return found.sort();
}

type Verdicts = Map<string, Map<Capability, string>>;

function verdictsOf(engine: ReachEngine): Verdicts {
  const found: Verdicts = new Map();
  const put = (pair: string, capability: Capability, verdict: string): void => {
    if (verdict === 'no') return;
    const of = found.get(pair) ?? new Map<Capability, string>();
    found.set(pair, of);
    of.set(capability, verdict);
  };
  for (const { id, index } of engine.reading.mailboxes.all) {
    for (const entry of engine.apps) {
      for (const capability of CAPABILITIES) {
        put(`app ${entry.appId} false ${id}`, capability, engine.sets.verdict(engine.applicationReach(entry).of(capability), index));
        const reached = engine.delegatedMailboxes(entry).get(capability);
        put(`app ${entry.appId} true ${id}`, capability, reached && hasBit(reached, index) ? 'yes' : 'no');
      }
    }
  }
  for (const target of engine.reading.mailboxes.all) {
    for (const person of engine.peopleOf(target)) {
      for (const [capability, { verdict }] of Object.entries(person.explanation)) {
        put(`person ${person.id} false ${target.id}`, capability as Capability, verdict);
      }
    }
  }
  return found;
}

function changesOf(result: PlanReachPreview): readonly string[] {
  return (['gains', 'loses', 'uncertain'] as const)
    .flatMap((direction) =>
      result[direction].map(
        ({ kind, id, delegated, mailboxId, capabilities, before, after }) =>
          `${direction} ${kind} ${id} ${String(delegated)} ${mailboxId} ${capabilities.join('+')} ${before} ${after}`,
      ),
    )
    .sort();
}

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe('previews of random plans on random tenants', () => {
  it('are empty without effects', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { gainsTotal, losesTotal, uncertainTotal } = preview(randomTenant(seed), []);
        expect([gainsTotal, losesTotal, uncertainTotal]).toEqual([0, 0, 0]);
      }),
      { numRuns: 30 },
    );
  });

  it('agree with reading the changed collection whole', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, effectSeed) => {
        const of = randomTenant(seed);
        const effects = randomEffects(of, effectSeed, [...REACH_SOURCES, ...REACH_SOURCES, ...OBJECT_SOURCES]);
        const result = preview(of, effects);
        expect(changesOf(result)).toEqual(changesByHand(of, applyEffects(of, effects)));
        expect([result.gainsTotal, result.losesTotal, result.uncertainTotal]).toEqual([
          result.gains.length,
          result.loses.length,
          result.uncertain.length,
        ]);
      }),
      { numRuns: 100, examples: [[732_350, 551_705]] },
    );
  });

  it('are empty when what was done is undone', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, effectSeed) => {
        const of = randomTenant(seed);
        const effects = randomEffects(of, effectSeed, REACH_SOURCES);
        const after = applyEffects(of, effects);
        const result = preview(of, [...effects, ...undoing(of, after)]);
        expect([result.gainsTotal, result.losesTotal, result.uncertainTotal]).toEqual([0, 0, 0]);
      }),
      { numRuns: 80 },
    );
  });

  it('are the same in whatever order effects come that do not concern each other', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, effectSeed) => {
        const of = randomTenant(seed);
        const random = createRandom(effectSeed);
        const effects = REACH_SOURCES.flatMap((source): Effect[] => {
          const rows = random.some(rowsOf(of, source), 0.3);
          const added = random.some(rowsOf(randomTenant(effectSeed), source), 0.2);
          return [
            ...rows.map((row): Effect => ({ kind: 'remove', source, where: whereOf(row) })),
            ...added
              // A row that comes must not be one that goes, or their order is not the same to them.
              .filter((row) => !rows.some((other) => matchesAll(row as Record<string, unknown>, whereOf(other))))
              .map((row): Effect => ({ kind: 'add', source, row: row as Record<string, Json> })),
          ];
        });
        const shuffled = effects
          .map((effect) => ({ effect, place: random.next() }))
          .sort((left, right) => left.place - right.place)
          .map(({ effect }) => effect);
        expect(changesOf(preview(of, shuffled))).toEqual(changesOf(preview(of, effects)));
      }),
      { numRuns: 40 },
    );
  });
});

/** Effects that lead back from a changed collection: every row that came goes, every row that went comes. */
function undoing(before: Collection, after: Collection): Effect[] {
  return REACH_SOURCES.flatMap((source) => {
    const [old, next] = [new Set(rowsOf(before, source)), new Set(rowsOf(after, source))];
    const came = [...next].filter((row) => !old.has(row));
    const went = [...old].filter((row) => !next.has(row));
    // A row that goes takes those with it that are the same: they come again.
    const same = came.flatMap((row) => [...old].filter((other) => next.has(other) && meansToo(row, other)));
    return [
      ...came.map((row): Effect => ({ kind: 'remove', source, where: whereOf(row) })),
      ...[...went, ...new Set(same)].map((row): Effect => ({ kind: 'add', source, row: row as Record<string, Json> })),
    ];
  });
}

function meansToo(row: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  return matchesAll(other, expandJson(whereOf(row) as Json, {}) as Record<string, Match>);
}

it('takes over the indexes of what is the same', () => {
  const reading = openReading(tenant);
  const changed = reopenReading(reading, applyEffects(tenant, [{ kind: 'remove', source: 'graph.appRoleAssignments', where: {} }]));
  expect(changed.principals).toBe(reading.principals);
  expect(changed.mailboxes).toBe(reading.mailboxes);
  expect(changed.membership).toBe(reading.membership);
  expect(changed.collection.graph.appRoleAssignments).toEqual([]);
});
