import { createBitSet, sameBits, type ReadonlyBitSet } from '../../reach/bit-set';
import { bitOf, CAPABILITIES, type Capability } from '../../reach/capability';
import type { ReachEngine } from '../../reach/reach-engine';
import type { AppEntry, Scope } from '../../reach/reach-model';
import { compareApp, type CapabilitySets } from './app-changes';
import { CommonMailboxes } from './common-mailboxes';
import { comparePeople } from './people-changes';
import { ChangeLists, type ReachDifference } from './reach-change';

/** Whose unchanged pairs are counted although nothing about them changes: what a plan is about. */
export interface AskedFor {
  /** App ids in lower case. */
  readonly apps: ReadonlySet<string>;
  /** Ids of mailboxes in lower case. */
  readonly mailboxes: ReadonlySet<string>;
}

/** Compares who reaches what: by application permissions, through users, and as people. `limit`: how many rows of each direction are shown. */
export function compareReach(before: ReachEngine, after: ReachEngine, askedFor: AskedFor, limit: number): ReachDifference {
  const mailboxes = new CommonMailboxes(before.reading.mailboxes, after.reading.mailboxes);
  const lists = new ChangeLists(limit);
  const peopleSame = !comparePeople(before, after, mailboxes, lists, askedFor.mailboxes) && sameFolders(before, after);
  for (const [appId, old, next] of pairsOf(before, after)) {
    const entry = next ?? old;
    if (!entry) continue;
    const asked = askedFor.apps.has(appId);
    const app = { kind: 'app' as const, id: appId, name: entry.name };
    if (asked || !sameApplication(before, after, old, next))
      compareApp(
        { ...app, delegated: false },
        old ? applicationSets(before, old, (bits) => mailboxes.ofEarlier(bits)) : NOTHING,
        next ? applicationSets(after, next, (bits) => mailboxes.ofLater(bits)) : NOTHING,
        mailboxes,
        lists,
        asked,
      );
    if (!asked && peopleSame && sameGrants(old, next)) continue;
    compareApp(
      { ...app, delegated: true },
      old ? delegatedSets(before, old, mailboxes.size, (bits) => mailboxes.ofEarlier(bits)) : NOTHING,
      next ? delegatedSets(after, next, mailboxes.size, (bits) => mailboxes.ofLater(bits)) : NOTHING,
      mailboxes,
      lists,
      asked,
    );
  }
  return lists.result();
}

const NOTHING: CapabilitySets = new Map();

function pairsOf(before: ReachEngine, after: ReachEngine): readonly (readonly [string, AppEntry | undefined, AppEntry | undefined])[] {
  const later = new Map(after.apps.map((app) => [app.appId, app]));
  const earlier = new Set(before.apps.map(({ appId }) => appId));
  return [
    ...before.apps.map((app) => [app.appId, app, later.get(app.appId)] as const),
    ...after.apps.filter(({ appId }) => !earlier.has(appId)).map((app) => [app.appId, undefined, app] as const),
  ];
}

type Translate = (bits: ReadonlyBitSet) => ReadonlyBitSet;

function applicationSets(engine: ReachEngine, app: AppEntry, translate: Translate): CapabilitySets {
  const reach = engine.applicationReach(app);
  const sets = new Map<Capability, { yes: ReadonlyBitSet; unknown: ReadonlyBitSet }>();
  for (const capability of CAPABILITIES) {
    if ((reach.held & bitOf(capability)) === 0) continue;
    const { yes, unknown } = reach.of(capability);
    sets.set(capability, { yes: translate(yes), unknown: translate(unknown) });
  }
  return sets;
}

function delegatedSets(engine: ReachEngine, app: AppEntry, size: number, translate: Translate): CapabilitySets {
  const unknown = createBitSet(size);
  return new Map([...engine.delegatedMailboxes(app)].map(([capability, bits]) => [capability, { yes: translate(bits), unknown }]));
}

/**
 * Whether what an app reaches by itself follows from the very same things: its grants, its assignments with their scopes, the policies for
 * it with theirs, and what mailbox permissions its pointers have.
 */
function sameApplication(before: ReachEngine, after: ReachEngine, old: AppEntry | undefined, next: AppEntry | undefined): boolean {
  if (before === after) return true;
  if (!old || !next || before.reading.mailboxes !== after.reading.mailboxes) return false;
  const protocols = old.grants.some(({ protocol }) => protocol !== null);
  return (
    sameItems(old.grants, next.grants, (left, right) => left.item === right.item && left.resourceAppId === right.resourceAppId) &&
    sameItems(
      old.roleAssignments,
      next.roleAssignments,
      (left, right) => left.item === right.item && left.doubt === right.doubt && sameScope(left.scope, right.scope),
    ) &&
    sameItems(old.policies, next.policies, (left, right) => left.item === right.item && sameScope(left.scope, right.scope)) &&
    sameItems(old.pointers, next.pointers, (left, right) => left.item === right.item) &&
    (!protocols || (before.rights === after.rights && old.servicePrincipal?.id === next.servicePrincipal?.id))
  );
}

function sameScope({ members: left }: Scope, { members: right }: Scope): boolean {
  return left === right || (sameBits(left.yes, right.yes) && sameBits(left.unknown, right.unknown));
}

function sameItems<T>(left: readonly T[], right: readonly T[], same: (left: T, right: T) => boolean): boolean {
  return left.length === right.length && left.every((item, index) => same(item, right[index] as T));
}

/** What an app reaches through its users follows from its grants and from what people may. */
function sameGrants(old: AppEntry | undefined, next: AppEntry | undefined): boolean {
  return sameItems(
    old?.delegatedGrants ?? [],
    next?.delegatedGrants ?? [],
    (left, right) => left.item === right.item && left.resourceAppId === right.resourceAppId,
  );
}

function sameFolders(before: ReachEngine, after: ReachEngine): boolean {
  const old = before.reading.collection.exchange.mailboxFolderPermissions ?? [];
  const next = after.reading.collection.exchange.mailboxFolderPermissions ?? [];
  if (old.length === 0 && next.length === 0) return true;
  return old === next && before.reading.principals === after.reading.principals && before.reading.membership === after.reading.membership;
}
