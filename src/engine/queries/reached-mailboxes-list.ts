import type { Mailbox } from '../../shared/domain/collection/mailbox-directory';
import { keyOf } from '../../shared/domain/collection/text-key';
import { hasBit } from '../../shared/domain/reach/bit-set';
import { CAPABILITIES, bitOf, type Capability } from '../../shared/domain/reach/capability';
import type { AppEntry, Explanation } from '../../shared/domain/reach/reach-model';
import type { PathKind } from '../../shared/domain/answers/answer-shapes';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipNullable } from './clip';
import type { ListRules } from './prepared-list';
import { strengthRank, strongestAmong } from './rank';
import type { ReadingModel } from './reading-model';

/** A row of either list: what an app or a person reaches. */
export type ReachedRow = ListRow<'appMailboxes'> & ListRow<'personMailboxes'>;

type Verdicts = Partial<Record<Capability, 'yes' | 'unknown'>>;

/** The mailboxes that an app reaches: by application permissions from its sets, through its users by asking for each mailbox. */
export function appMailboxRows(
  model: ReadingModel,
  app: AppEntry,
  through: 'application' | 'delegated' | undefined,
): readonly ReachedRow[] {
  const rows: ReachedRow[] = [];
  const verdictsOf = applicationVerdicts(model, app);
  const askEach = app.delegatedGrants.length > 0 && through !== 'application';
  for (const mailbox of model.reading.mailboxes.all) {
    const own = through === 'delegated' ? {} : verdictsOf(mailbox.index);
    if (!askEach && Object.keys(own).length === 0) continue;
    const explanation = askEach ? model.engine.explainApp(app, mailbox) : null;
    const wanted = explanation === null ? null : keepPaths(explanation, through);
    const capabilities = wanted === null ? own : wanted.verdicts;
    if (Object.keys(capabilities).length === 0) continue;
    rows.push(rowOf(mailbox, capabilities, wanted === null ? [] : wanted.kinds));
  }
  return rows;
}

/** Says by which kinds of paths an app reaches the rows on show: asked only for them, it is costly for a whole tenant. */
export function withKinds(model: ReadingModel, app: AppEntry, rows: readonly ReachedRow[]): ReachedRow[] {
  return rows.map((row) => {
    const mailbox = row.by.length > 0 ? undefined : model.reading.mailboxes.byId(row.id);
    return mailbox ? { ...row, by: keepPaths(model.engine.explainApp(app, mailbox, { delegated: false }), undefined).kinds } : row;
  });
}

/** The mailboxes that a person reaches: the own one if its account can sign in, and those that rights open. */
export function personMailboxRows(model: ReadingModel, personId: string): readonly ReachedRow[] {
  const { engine, reading } = model;
  const id = keyOf(personId);
  const index = engine.peopleIndex();
  const entry = index.of(id);
  const verdicts = new Map<number, Verdicts>();
  const kinds = new Map<number, Set<PathKind>>();
  const note = (mailbox: number, capability: Capability, verdict: 'yes' | 'unknown'): void => {
    const held = verdicts.get(mailbox) ?? {};
    verdicts.set(mailbox, held);
    if (held[capability] !== 'yes') held[capability] = verdict;
  };
  if (entry) {
    for (const [capability, mailboxes] of index.capabilitiesOf(entry)) {
      for (const mailbox of mailboxes.yes) note(mailbox, capability, 'yes');
      for (const mailbox of mailboxes.unknown) note(mailbox, capability, 'unknown');
    }
    for (const [right, mailboxes] of entry.rights) {
      for (const mailbox of [...mailboxes.yes, ...mailboxes.unknown])
        kinds.set(mailbox, (kinds.get(mailbox) ?? new Set<PathKind>()).add(right));
    }
  }
  const own = reading.mailboxes.byId(id);
  const ownVerdict = own ? engine.people.ownSignIn(own) : 'no';
  if (own && ownVerdict !== 'no') {
    for (const capability of CAPABILITIES) note(own.index, capability, ownVerdict);
    kinds.set(own.index, new Set<PathKind>(['owner']));
  }
  return [...verdicts].flatMap(([index, held]) => {
    const mailbox = reading.mailboxes.all[index];
    return mailbox ? [rowOf(mailbox, held, [...(kinds.get(index) ?? [])])] : [];
  });
}

function rowOf(mailbox: Mailbox, capabilities: Verdicts, by: PathKind[]): ReachedRow {
  const certain = CAPABILITIES.filter((capability) => capabilities[capability] === 'yes');
  return {
    id: mailbox.id,
    address: clipName(mailbox.address),
    name: clipName(mailbox.name),
    kind: clipNullable(mailbox.item.RecipientTypeDetails),
    capabilities,
    strongest: strongestAmong(certain) ?? strongestAmong(Object.keys(capabilities)),
    by,
    group: null,
  };
}

function applicationVerdicts(model: ReadingModel, app: AppEntry): (mailbox: number) => Verdicts {
  const reach = model.engine.applicationReach(app);
  const sets = CAPABILITIES.filter((capability) => ((reach.yes | reach.unknown) & bitOf(capability)) !== 0).map(
    (capability) => [capability, reach.of(capability)] as const,
  );
  return (mailbox) => {
    const verdicts: Verdicts = {};
    for (const [capability, set] of sets) {
      if (hasBit(set.yes, mailbox)) verdicts[capability] = 'yes';
      else if (hasBit(set.unknown, mailbox)) verdicts[capability] = 'unknown';
    }
    return verdicts;
  };
}

/** The verdicts and kinds of an explanation, of all its paths or only of the delegated ones. */
export function keepPaths(
  explanation: Explanation,
  through: 'application' | 'delegated' | undefined,
): { verdicts: Verdicts; kinds: PathKind[] } {
  const verdicts: Verdicts = {};
  const kinds = new Set<PathKind>();
  for (const capability of CAPABILITIES) {
    const explained = explanation[capability];
    if (!explained) continue;
    const paths = explained.paths.filter((path) => path.verdict !== 'no' && (through !== 'delegated' || path.kind === 'delegated'));
    if (paths.length === 0 && through === 'delegated') continue;
    verdicts[capability] = through === 'delegated' ? (paths.some((path) => path.verdict === 'yes') ? 'yes' : 'unknown') : explained.verdict;
    for (const path of paths) kinds.add(path.kind);
  }
  return { verdicts, kinds: [...kinds] };
}

const KIND_NOT_KNOWN = 'Kind not known';

/** How a list of reached mailboxes is queried. With a capability, a verdict is that of the capability. */
export function reachedRules<Name extends 'appMailboxes' | 'personMailboxes'>(list: Name, chosen: Capability | undefined): ListRules<Name> {
  const verdictsOf = (row: ReachedRow): readonly string[] => {
    if (chosen !== undefined) return row.capabilities[chosen] ? [row.capabilities[chosen]] : [];
    return Object.values(row.capabilities).includes('yes') ? ['yes'] : ['unknown'];
  };
  const rules = {
    list,
    text: (row: ReachedRow) => `${row.name}\n${row.address}\n${row.id}`,
    filters: {
      capability: (row: ReachedRow, wanted: Capability) => row.capabilities[wanted] !== undefined,
      verdict: (row: ReachedRow, wanted: readonly string[]) => verdictsOf(row).some((verdict) => wanted.includes(verdict)),
    },
    facets: {
      capability: (row: ReachedRow) => Object.keys(row.capabilities),
      verdict: verdictsOf,
    },
    sorts: {
      name: (row: ReachedRow) => row.name,
      address: (row: ReachedRow) => row.address,
      kind: (row: ReachedRow) => row.kind,
      strongest: (row: ReachedRow) => strengthRank(row.strongest),
    },
    groups: { kind: (row: ReachedRow) => ({ label: row.kind ?? KIND_NOT_KNOWN, order: row.kind ?? '\uffff' }) },
    usual: [
      { by: 'name', direction: 'ascending' },
      { by: 'address', direction: 'ascending' },
    ],
  };
  return rules as unknown as ListRules<Name>;
}
