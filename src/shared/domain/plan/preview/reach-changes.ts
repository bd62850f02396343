import { createBitSet, type ReadonlyBitSet } from '../../reach/bit-set';
import { bitOf, CAPABILITIES, type Capability } from '../../reach/capability';
import type { ReachEngine } from '../../reach/reach-engine';
import type { AppEntry } from '../../reach/reach-model';
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

/** What an app reaches through its users follows from its grants and from what people may. */
function sameGrants(old: AppEntry | undefined, next: AppEntry | undefined): boolean {
  const grants = old?.delegatedGrants ?? [];
  const others = next?.delegatedGrants ?? [];
  return (
    grants.length === others.length &&
    grants.every(({ item, resourceAppId }, index) => item === others[index]?.item && resourceAppId === others[index]?.resourceAppId)
  );
}

function sameFolders(before: ReachEngine, after: ReachEngine): boolean {
  const old = before.reading.collection.exchange.mailboxFolderPermissions ?? [];
  const next = after.reading.collection.exchange.mailboxFolderPermissions ?? [];
  if (old.length === 0 && next.length === 0) return true;
  return old === next && before.reading.principals === after.reading.principals && before.reading.membership === after.reading.membership;
}
