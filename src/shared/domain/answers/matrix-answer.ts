import type { Reading } from '../collection/reading';
import { countBits, forEachBit, type ReadonlyBitSet } from '../reach/bit-set';
import { CAPABILITIES, bitOf, type Capability } from '../reach/capability';
import type { TriSet } from '../reach/mailbox-sets';
import type { PersonCapabilities } from '../reach/people-index';
import type { ReachEngine } from '../reach/reach-engine';
import type { AppEntry } from '../reach/reach-model';
import type { MailboxList, MatrixAnswer, MatrixCapabilities } from './answer-shapes';

/** Everything at once: per app (application permissions) and person, the mailboxes of each capability. Own mailboxes are left out. */
export function buildMatrix(reading: Reading, engine: ReachEngine): MatrixAnswer {
  const lists = new MailboxLists(reading);
  const apps = engine.apps
    .map((app) => ({ appId: app.appId, name: app.name, enabled: app.enabled, capabilities: appCapabilities(engine, app, lists) }))
    .filter(({ capabilities }) => Object.keys(capabilities).length > 0);
  const index = engine.peopleIndex();
  const people = [...index.all]
    .map((entry) => ({
      id: entry.person.id,
      name: entry.person.name,
      enabled: entry.person.enabled,
      capabilities: personCapabilities(index.capabilitiesOf(entry), lists),
    }))
    .filter(({ capabilities }) => Object.keys(capabilities).length > 0)
    .sort((left, right) => compareText(left.name.toLowerCase(), right.name.toLowerCase()) || compareText(left.id, right.id));
  return {
    format: 'mailscope-matrix/1',
    mailboxes: reading.mailboxes.size,
    coverage: reading.coverage,
    apps,
    people,
    unresolved: engine.unresolved(),
  };
}

function appCapabilities(engine: ReachEngine, app: AppEntry, lists: MailboxLists): MatrixCapabilities {
  const reach = engine.applicationReach(app);
  const result: Partial<Record<Capability, { yes: MailboxList; unknown: MailboxList }>> = {};
  for (const capability of CAPABILITIES) {
    if ((reach.held & bitOf(capability)) === 0) continue;
    const set = reach.of(capability);
    const listed = lists.ofTriSet(set);
    if (!isEmpty(listed.yes) || !isEmpty(listed.unknown)) result[capability] = listed;
  }
  return result;
}

function personCapabilities(capabilities: PersonCapabilities, lists: MailboxLists): MatrixCapabilities {
  const result: Partial<Record<Capability, { yes: MailboxList; unknown: MailboxList }>> = {};
  for (const capability of CAPABILITIES) {
    const mailboxes = capabilities.get(capability);
    if (mailboxes) result[capability] = { yes: lists.ofIndexes(mailboxes.yes), unknown: lists.ofIndexes(mailboxes.unknown) };
  }
  return result;
}

function isEmpty(list: MailboxList): boolean {
  return list !== 'all' && list.length === 0;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Turns sets into lists of ids; sets that are shared by capabilities and apps are listed once. */
class MailboxLists {
  private readonly ids: readonly string[];
  private readonly ofSets = new WeakMap<object, MailboxList>();
  private readonly ofArrays = new WeakMap<readonly number[], MailboxList>();

  constructor(reading: Reading) {
    this.ids = reading.mailboxes.all.map((mailbox) => mailbox.id);
  }

  ofTriSet(set: TriSet): { yes: MailboxList; unknown: MailboxList } {
    return { yes: this.ofBits(set.yes), unknown: this.ofBits(set.unknown) };
  }

  ofIndexes(indexes: readonly number[]): MailboxList {
    const known = this.ofArrays.get(indexes);
    if (known) return known;
    const list = this.ids.length > 0 && indexes.length === this.ids.length ? 'all' : indexes.map((index) => this.ids[index] ?? '');
    this.ofArrays.set(indexes, list);
    return list;
  }

  private ofBits(bits: ReadonlyBitSet): MailboxList {
    const known = this.ofSets.get(bits);
    if (known) return known;
    const list = this.listBits(bits);
    this.ofSets.set(bits, list);
    return list;
  }

  private listBits(bits: ReadonlyBitSet): MailboxList {
    const count = countBits(bits);
    if (this.ids.length > 0 && count === this.ids.length) return 'all';
    const list: string[] = [];
    forEachBit(bits, (index) => list.push(this.ids[index] ?? ''));
    return list;
  }
}
