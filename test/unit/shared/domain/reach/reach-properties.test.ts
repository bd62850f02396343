import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unresolved } from '../../../../../src/shared/domain/answers/answer-shapes';
import type { Collection } from '../../../../../src/shared/domain/collection/collection.schema';
import { groupsOf, Membership } from '../../../../../src/shared/domain/collection/membership';
import { parseCollection } from '../../../../../src/shared/domain/collection/parse-collection';
import { ask, type Asked, type Cells } from '../../../../support/ask-reading';
import {
  listsOf,
  mapTexts,
  reordered,
  withFewerRows,
  withMirroredMembers,
  withoutSource,
  withProperty,
  withUniqueNames,
} from '../../../../support/change-collection';
import {
  accessPolicy,
  collection,
  exchangeGrant,
  exchangeGroup,
  fullAccess,
  graphGrant,
  GRAPH_ROLE_IDS,
  group,
  guid,
  mailbox,
  member,
  servicePrincipal,
  sharedMailbox,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';
import { createRandom } from '../../../../support/random';
import { randomTenant } from '../../../../support/random-tenant';

const RUNS = Number(process.env['MAILSCOPE_PROPERTY_RUNS'] ?? 150);
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const RANK = { no: 0, unknown: 1, yes: 2 };

type Verdict = keyof typeof RANK;

/** Cells whose verdict differs: `cell: before → after`. */
function changes(before: Cells, after: Cells, isAllowed: (from: Verdict, to: Verdict, cell: string) => boolean): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((cell) => ({ cell, from: before.get(cell) ?? ('no' as const), to: after.get(cell) ?? ('no' as const) }))
    .filter(({ cell, from, to }) => from !== to && !isAllowed(from, to, cell))
    .map(({ cell, from, to }) => `${cell}: ${from} → ${to}`);
}

const never = (): boolean => false;

/** A random tenant as every reading comes in: through the parser, which keeps the first of two objects with one id. */
function tenantOf(seed: number): Collection {
  const parsed = parseCollection(structuredClone(randomTenant(seed)));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  return parsed.value.collection;
}

/** What the answer says is open, without its wording and order. */
function openPlaces({ unresolved, reading }: Asked): ReadonlySet<string> {
  const all = reading.mailboxes.all.map(({ id }) => id);
  return new Set(
    unresolved.flatMap(({ principals, right, mailboxes, trustee }: Unresolved) =>
      (mailboxes === 'all' ? all : mailboxes).map((mailbox) => `${principals}|${right}|${mailbox}|${trustee?.toLowerCase() ?? ''}`),
    ),
  );
}

/** Whether an answer says about a cell that somebody may be missing there. */
function isOpen(asked: Asked, cell: string): boolean {
  const [kind, , mailbox, capability] = cell.split('|');
  return asked.unresolved.some(({ principals, right, mailboxes }) => {
    if (mailboxes !== 'all' && !mailboxes.includes(mailbox ?? '')) return false;
    if (kind === 'app') return principals === 'apps' || right === 'fullAccess' || right === 'sendAs';
    return principals === 'people' && (capability === 'mail.send') === (right !== 'fullAccess');
  });
}

function holdsFor(property: (seed: number) => void, runs = RUNS): void {
  fc.assert(fc.property(seeds, property), { numRuns: runs });
}

describe('more rights, more reach', () => {
  it('adding an Entra grant never removes reach', () => {
    holdsFor((seed) => {
      const random = createRandom(seed);
      const tenant = tenantOf(seed);
      const app = random.pick([...(tenant.graph.servicePrincipals ?? []), servicePrincipal('New')]);
      const grant = random.chance(0.7)
        ? graphGrant(app, random.pick(Object.keys(GRAPH_ROLE_IDS) as (keyof typeof GRAPH_ROLE_IDS)[]))
        : exchangeGrant(app, random.pick(['full_access_as_app', 'IMAP.AccessAsApp', 'SMTP.SendAsApp', 'Mail.Read'] as const));
      const more = withProperty(tenant, 'graph.appRoleAssignments', [...(tenant.graph.appRoleAssignments ?? []), grant]);
      expect(changes(ask(tenant).cells(), ask(more).cells(), (from, to) => RANK[to] > RANK[from])).toEqual([]);
    });
  });

  it('adding a DenyAccess policy never adds reach', () => {
    holdsFor((seed) => {
      const random = createRandom(seed);
      const tenant = tenantOf(seed);
      const app = random.chance(0.2) ? '*' : random.pick([...(tenant.graph.servicePrincipals ?? []), servicePrincipal('New')]).appId;
      const scopes = [...(tenant.graph.groups ?? []).map(({ id }) => id), ...(tenant.graph.users ?? []).map(({ id }) => id), guid('gone')];
      const policy = accessPolicy(
        app,
        'DenyAccess',
        { id: random.pick(scopes), name: 'Denied' },
        random.chance(0.1) ? { IsValid: false } : {},
      );
      // Beside policies that were read: where they were not, one more does not make them so.
      const policies = tenant.exchange.applicationAccessPolicies;
      if (!policies) return;
      const more = withProperty(tenant, 'exchange.applicationAccessPolicies', [...policies, policy]);
      expect(changes(ask(tenant).cells(), ask(more).cells(), (from, to) => RANK[to] < RANK[from])).toEqual([]);
    });
  });

  it('an allowance on a mailbox adds, a refusal takes away', () => {
    holdsFor((seed) => {
      const random = createRandom(seed);
      const tenant = tenantOf(seed);
      const permissions = tenant.exchange.mailboxPermissions;
      const target = random.pick([...(tenant.exchange.mailboxes ?? []), mailbox('New')]);
      if (!permissions) return;
      const deny = random.chance(0.5);
      const people = [...(tenant.graph.users ?? []), ...(tenant.graph.groups ?? [])].map(({ id }) => id);
      if (people.length === 0) return;
      const entry = { Identity: target.PrimarySmtpAddress ?? '', User: random.pick(people), AccessRights: ['FullAccess'], Deny: deny };
      const more = withProperty(tenant, 'exchange.mailboxPermissions', [...permissions, entry]);
      const allowed = (from: Verdict, to: Verdict): boolean => (deny ? RANK[to] < RANK[from] : RANK[to] > RANK[from]);
      expect(changes(ask(tenant).cells(), ask(more).cells(), allowed)).toEqual([]);
    });
  });
});

describe('less read, less known', () => {
  const PATHS = [...listsOf(collection()).keys()];

  it('a source that is cut or missing turns answers into unknown or leaves them open, and creates no yes and no no', () => {
    holdsFor((seed) => {
      const random = createRandom(seed ^ 0x5eed);
      // What the rules except is below: names that become unique, and memberships that only one of two complete sources has.
      const tenant = withUniqueNames(withMirroredMembers(tenantOf(seed)));
      const path = random.pick(PATHS);
      const before = ask(tenant);
      const after = ask(random.chance(0.5) ? withoutSource(tenant, path) : withFewerRows(tenant, path, random));
      const kept = new Set(after.reading.mailboxes.all.map(({ id }) => id));
      const isAllowed = (_: Verdict, to: Verdict, cell: string): boolean =>
        to === 'unknown' || !kept.has(cell.split('|')[2] ?? '') || (to === 'no' && isOpen(after, cell));
      expect({ seed, path, changes: changes(before.cells(), after.cells(), isAllowed) }).toEqual({ seed, path, changes: [] });
    }, RUNS * 5);
  });
});

describe('what the rules except: there less read may look like more', () => {
  const box = sharedMailbox('Box');
  const alex = user('Alex');
  const verdict = (parts: CollectionParts): string => ask(collection(parts)).person(alex, box, 'mail.read');

  it('a name counts if one principal of the reading has it, so that it may become unique', () => {
    const parts: CollectionParts = {
      graph: { users: [alex] },
      exchange: {
        mailboxes: [box],
        recipients: [{ Guid: guid('contact'), Name: 'Alex', RecipientTypeDetails: 'MailContact' }],
        mailboxPermissions: [fullAccess(box, 'Alex')],
      },
    };
    expect([verdict(parts), verdict({ ...parts, without: ['exchange.recipients'] })]).toEqual(['no', 'yes']);
  });

  it('what is seen in a partial source stands, though a Deny may be unseen', () => {
    const allow = fullAccess(box, alex.id);
    const deny = fullAccess(box, alex.id, { Deny: true });
    const parts = (entries: readonly (typeof allow)[]): CollectionParts => ({
      graph: { users: [alex] },
      exchange: { mailboxes: [box], mailboxPermissions: entries },
    });
    const cut = {
      ...parts([allow]),
      without: ['exchange.mailboxPermissionsRead'],
      coverage: { 'exchange.mailboxPermissions': { state: 'partial' } },
    } as const;
    expect([verdict(parts([allow, deny])), verdict(cut)]).toEqual(['no', 'yes']);
    expect(ask(collection(cut)).unresolved).toMatchObject([{ right: 'fullAccess', mailboxes: 'all' }]);
  });

  it('membership is known if one of its two sources is complete, whatever the other would have added', () => {
    const parts: CollectionParts = {
      graph: { users: [alex], groups: [group('Team')], groupMembers: [member('Team', alex.id)] },
      exchange: { mailboxes: [box], groups: [exchangeGroup('Team')], mailboxPermissions: [fullAccess(box, 'Team')] },
    };
    expect([verdict(parts), verdict({ ...parts, without: ['graph.groupMembers'] })]).toEqual(['yes', 'no']);
  });
});

describe('what changes nothing', () => {
  function same(tenant: Collection, changed: Collection): void {
    const [before, after] = [ask(tenant), ask(changed)];
    expect(changes(before.cells(), after.cells(), never)).toEqual([]);
    expect([...openPlaces(after)].sort()).toEqual([...openPlaces(before)].sort());
  }

  it('the order of the lists', () => {
    holdsFor((seed) => {
      const tenant = tenantOf(seed);
      same(tenant, reordered(tenant, createRandom(seed)));
    });
  });

  it('the case of ids', () => {
    holdsFor((seed) => {
      const tenant = tenantOf(seed);
      const random = createRandom(seed);
      const anyCase = (text: string): string =>
        text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, (id) => (random.chance(0.5) ? id.toUpperCase() : id.toLowerCase()));
      same(tenant, mapTexts(tenant, anyCase));
    });
  });

  it('display names that nobody refers to', () => {
    holdsFor((seed) => {
      const tenant = tenantOf(seed);
      const renamed: Collection = {
        ...tenant,
        tenant: { ...tenant.tenant, displayName: 'Renamed' },
        graph: {
          ...tenant.graph,
          ...(tenant.graph.servicePrincipals && {
            servicePrincipals: tenant.graph.servicePrincipals.map((item, index) => ({ ...item, displayName: `Renamed ${index}` })),
          }),
          ...(tenant.graph.resources && { resources: tenant.graph.resources.map((item) => ({ ...item, displayName: 'Renamed' })) }),
        },
      };
      same(tenant, renamed);
    });
  });

  it('a second copy of every object', () => {
    holdsFor((seed) => {
      const tenant = tenantOf(seed);
      let doubled = tenant;
      for (const [path, items] of listsOf(tenant)) doubled = withProperty(doubled, path, [...items, ...items]);
      same(tenant, doubled);
    });
  });
});

describe('group cycles end', () => {
  const edges = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 8 })), { maxLength: 25 });

  it('and a group holds exactly what can be walked to, by chains that are real', () => {
    fc.assert(
      fc.property(edges, (pairs) => {
        const name = (node: number): string => (node <= 5 ? `group ${node}` : `user ${node}`);
        const groupMembers = pairs.map(([group, member]) => ({ groupId: name(group), memberId: name(member) }));
        const membership = new Membership(collection({ graph: { groupMembers } }), true);
        const walked = new Set<string>();
        for (let grown = true; grown;) {
          const size = walked.size;
          for (const { groupId, memberId } of groupMembers) if (groupId === 'group 0' || walked.has(groupId)) walked.add(memberId);
          grown = walked.size > size;
        }
        const found = membership.expand('group 0');
        expect(new Set(found.keys())).toEqual(walked);
        for (const [member, chain] of found) {
          const steps = [...groupsOf(chain), member];
          expect(steps[0]).toBe('group 0');
          for (let index = 0; index + 1 < steps.length; index += 1) {
            expect(groupMembers).toContainEqual({ groupId: steps[index], memberId: steps[index + 1] });
          }
        }
      }),
    );
  });
});
