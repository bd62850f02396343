import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { access } from '../../../../src/simulator/enforcement/access';
import { createSmallTenant } from '../../../../src/simulator/generator/small/small-tenant';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';
import type { ApplicationAccessPolicy, Mailbox } from '../../../../src/simulator/state/exchange-types';
import { Links } from '../../../../src/simulator/state/links';
import { LinkHistory, TableHistory } from '../../../../src/simulator/state/row-history';
import { Table } from '../../../../src/simulator/state/table';
import type { TenantState } from '../../../../src/simulator/state/tenant-state';

const MINUTE = 60_000;
let state: TenantState;

beforeEach(() => {
  ({ state } = createSmallTenant(1, createSimulatedClock()));
  state.replication.use('real');
});

const mailbox = (alias: string): Mailbox => state.mailboxesByAddress.first(`${alias}@aldermoor.example`)!;
const appId = (name: string): string => [...state.servicePrincipals].find((row) => row.displayName === name)!.appId;
const policyOf = (name: string): ApplicationAccessPolicy =>
  [...state.accessPolicies].find((row) => row.appIds.includes(appId(name)) && row.AccessRight === 'RestrictAccess')!;

/** A call of an app as the fronts judge it: by what Exchange knows by now. */
function calls(name: string, alias: string): boolean {
  const app = appId(name);
  const rights = state.rights.seenBy(app);
  return access(state, { kind: 'app', appId: app }, mailbox(alias), 'readMessage', { protocol: 'graph', rights }).allowed;
}

const CRM = 'Tidewater CRM Connector';

describe('a change reaches an app', () => {
  // https://learn.microsoft.com/exchange/permissions-exo/application-rbac#limitations
  it.each<[what: string, callsAt: readonly number[], knownAt: readonly boolean[]]>([
    ['that asks at once', [0], [false]],
    ['that is quiet, after half an hour', [29], [false]],
    ['that is quiet, after half an hour exactly', [30], [true]],
    ['that asks now and then', [10, 40], [false, true]],
    ['that keeps asking, after two hours', [10, 30, 50, 70, 90, 110, 119, 120], [...Array<boolean>(7).fill(false), true]],
    ['once, and stays known', [31, 32, 61, 62], [true, true, true, true]],
  ])('%s', (_what, callsAt, knownAt) => {
    state.accessPolicies.remove(policyOf(CRM).Guid);
    const seen: boolean[] = [];
    let passed = 0;
    for (const minute of callsAt) {
      state.clock.advance((minute - passed) * MINUTE);
      passed = minute;
      seen.push(calls(CRM, 'support'));
    }
    expect(seen).toEqual(knownAt);
  });

  it('whatever other apps do meanwhile', () => {
    state.accessPolicies.remove(policyOf(CRM).Guid);
    for (let minute = 0; minute < 30; minute += 5) {
      calls('Stonebridge Ticketing', 'support');
      state.clock.advance(5 * MINUTE);
    }
    expect(calls(CRM, 'support')).toBe(true);
  });

  it('at once where changes take no time', () => {
    state.replication.use('none');
    state.accessPolicies.remove(policyOf(CRM).Guid);
    expect(calls(CRM, 'support')).toBe(true);
  });
});

describe('what takes this time', () => {
  const fernhill = 'Fernhill Invoice Reader';
  const changes: readonly (readonly [string, string, string, () => void])[] = [
    [
      'a member who leaves a group that is a scope',
      fernhill,
      'invoices',
      () => {
        for (const group of [...state.members.holdersOf(mailbox('invoices').ExternalDirectoryObjectId)])
          state.members.remove(group, mailbox('invoices').ExternalDirectoryObjectId);
      },
    ],
    [
      'a role assignment that goes',
      fernhill,
      'invoices',
      () => {
        for (const row of [...state.managementRoleAssignments])
          if (row.Name.includes('Fernhill')) state.managementRoleAssignments.remove(row.Name);
      },
    ],
    [
      'a pointer that goes',
      fernhill,
      'invoices',
      () => {
        for (const row of [...state.pointers]) if (row.DisplayName === fernhill) state.pointers.remove(row.Guid);
      },
    ],
    [
      'a scope with another filter',
      'Parcelwright Helpdesk',
      'repairs',
      () => state.managementScopes.replace({ ...state.managementScopes.get('Helpdesk mailboxes')!, RecipientFilter: "Name -eq 'nobody'" }),
    ],
    [
      'an attribute that a filter looks at',
      'Parcelwright Helpdesk',
      'repairs',
      () => state.mailboxes.replace({ ...mailbox('repairs'), customAttributes: {} }),
    ],
  ];

  it.each(changes)('%s', (_what, name, alias, change) => {
    // What Entra grants is another matter: only the roles in Exchange are looked at.
    for (const row of [...state.appRoleAssignments]) state.appRoleAssignments.remove(row.id);
    expect(calls(name, alias)).toBe(true);
    change();
    expect(calls(name, alias)).toBe(true);
    state.clock.advance(30 * MINUTE);
    expect(calls(name, alias)).toBe(false);
  });
});

describe('a table as it was', () => {
  interface Row {
    readonly id: string;
    readonly value: number;
  }
  type Step = { readonly kind: 'add' | 'replace' | 'remove'; readonly id: string; readonly value: number };
  const steps = fc.array(
    fc.record({
      kind: fc.constantFrom<Step['kind'][]>('add', 'replace', 'remove'),
      id: fc.constantFrom('a', 'B', 'c', 'd'),
      value: fc.nat(99),
    }),
    { maxLength: 20 },
  );
  const sorted = (rows: Iterable<Row>): readonly Row[] => [...rows].sort((left, right) => (left.id < right.id ? -1 : 1));

  it('is what it was then, at every moment', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const table = new Table<Row>((row) => row.id);
        let now = 0;
        const history = new TableHistory(table, { isRecording: () => true, now: () => now, depth: 1000 });
        const snapshots: (readonly Row[])[] = [[]];
        for (const { kind, id, value } of list) {
          now += 1;
          const row = { id, value };
          if (kind === 'add' && !table.has(id)) table.add(row);
          else if (kind === 'replace') table.replace(row);
          else if (kind === 'remove') table.remove(id);
          snapshots.push(sorted(table));
        }
        snapshots.forEach((snapshot, time) => {
          const then = history.asOf(time);
          expect(sorted(then)).toEqual(snapshot);
          for (const id of ['A', 'b', 'c', 'd'])
            expect([then.has(id), then.get(id)]).toEqual([
              snapshot.some((row) => row.id.toLowerCase() === id.toLowerCase()),
              snapshot.find((row) => row.id.toLowerCase() === id.toLowerCase()),
            ]);
        });
      }),
    );
  });

  it('forgets what nobody asks about any more', () => {
    const table = new Table<Row>((row) => row.id);
    let now = 0;
    const history = new TableHistory(table, { isRecording: () => true, now: () => now, depth: 10 });
    table.add({ id: 'a', value: 1 });
    now = 50;
    table.add({ id: 'b', value: 1 });
    expect(sorted(history.asOf(40)).map((row) => row.id)).toEqual(['a']);
    expect(sorted(history.asOf(-1)).map((row) => row.id)).toEqual(['a']);
  });
});

describe('links as they were', () => {
  const pairs = fc.array(fc.tuple(fc.boolean(), fc.constantFrom('g1', 'G2', 'g3'), fc.constantFrom('m1', 'M2')), { maxLength: 20 });

  it('are what they were then, from both sides', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const links = new Links();
        let now = 0;
        const history = new LinkHistory(links, { isRecording: () => true, now: () => now, depth: 1000 });
        const read = (rows: { has(holder: string, member: string): boolean; holdersOf(member: string): readonly string[] }) =>
          ['m1', 'm2'].map((member) => [[...rows.holdersOf(member)].sort(), ['g1', 'g2', 'g3'].map((holder) => rows.has(holder, member))]);
        const snapshots = [read(links)];
        for (const [adds, holder, member] of list) {
          now += 1;
          if (adds) links.add(holder, member);
          else links.remove(holder, member);
          snapshots.push(read(links));
        }
        snapshots.forEach((snapshot, time) => {
          expect(read(history.asOf(time))).toEqual(snapshot);
        });
      }),
    );
  });
});
