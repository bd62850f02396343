import { buildMatrix } from '../../src/shared/domain/answers/matrix-answer';
import { buildReach } from '../../src/shared/domain/answers/reach-answer';
import { buildWho } from '../../src/shared/domain/answers/who-answer';
import type { MailboxList, MatrixAnswer, ReachAnswer, Unresolved, WhoAnswer } from '../../src/shared/domain/answers/answer-shapes';
import type { Collection, ExchangeItem, GraphItem } from '../../src/shared/domain/collection/collection.schema';
import { openReading, type Reading } from '../../src/shared/domain/collection/reading';
import type { Capability } from '../../src/shared/domain/reach/capability';
import { createReachEngine, type ReachEngine } from '../../src/shared/domain/reach/reach-engine';
import type { Verdict } from '../../src/shared/domain/reach/verdict';
import { mailboxKey } from './collection-builder';

type Mailbox = ExchangeItem<'mailboxes'>;

/** Every verdict of a reading that is not *no*: `app|<app id>|<mailbox id>|<capability>` and `person|…`. */
export type Cells = ReadonlyMap<string, 'yes' | 'unknown'>;

/** A reading that tests put questions to. */
export interface Asked {
  readonly reading: Reading;
  readonly engine: ReachEngine;
  readonly matrix: MatrixAnswer;
  readonly unresolved: readonly Unresolved[];
  /** What an app can do in a mailbox by application permissions. */
  app(app: Pick<GraphItem<'servicePrincipals'>, 'appId'>, mailbox: Mailbox, capability: Capability): Verdict;
  /** What a person (by object id or SID) can do in a mailbox of somebody else. */
  person(person: { readonly id: string }, mailbox: Mailbox, capability: Capability): Verdict;
  reach(app: Pick<GraphItem<'servicePrincipals'>, 'appId'>): ReachAnswer;
  who(mailbox: Mailbox | string): WhoAnswer;
  cells(): Cells;
}

/** Opens a collection and answers questions about it, by way of the answers that users get. */
export function ask(collection: Collection): Asked {
  const reading = openReading(collection);
  const engine = createReachEngine(reading);
  const matrix = buildMatrix(reading, engine);
  const verdictIn = (lists: { readonly yes: MailboxList; readonly unknown: MailboxList } | undefined, mailbox: Mailbox): Verdict => {
    const id = mailboxKey(mailbox).toLowerCase();
    if (!lists) return 'no';
    if (holds(lists.yes, id)) return 'yes';
    return holds(lists.unknown, id) ? 'unknown' : 'no';
  };
  return {
    reading,
    engine,
    matrix,
    unresolved: matrix.unresolved,
    app: (app, mailbox, capability) =>
      verdictIn(matrix.apps.find(({ appId }) => appId === app.appId.toLowerCase())?.capabilities[capability], mailbox),
    person: (person, mailbox, capability) =>
      verdictIn(matrix.people.find(({ id }) => id === person.id.toLowerCase())?.capabilities[capability], mailbox),
    reach: (app) => {
      const answer = buildReach(reading, engine, app.appId);
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value;
    },
    who: (mailbox) => {
      const answer = buildWho(reading, engine, typeof mailbox === 'string' ? mailbox : mailboxKey(mailbox));
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.value;
    },
    cells: () => cellsOf(reading, matrix),
  };
}

function holds(list: MailboxList, id: string): boolean {
  return list === 'all' || list.includes(id);
}

function cellsOf(reading: Reading, matrix: MatrixAnswer): Cells {
  const cells = new Map<string, 'yes' | 'unknown'>();
  const all = reading.mailboxes.all.map(({ id }) => id);
  const principals = [
    ...matrix.apps.map(({ appId, capabilities }) => ({ key: `app|${appId}`, capabilities })),
    ...matrix.people.map(({ id, capabilities }) => ({ key: `person|${id}`, capabilities })),
  ];
  for (const { key, capabilities } of principals) {
    for (const [capability, lists] of Object.entries(capabilities)) {
      for (const verdict of ['unknown', 'yes'] as const) {
        const list = lists[verdict];
        for (const id of list === 'all' ? all : list) cells.set(`${key}|${id}|${capability}`, verdict);
      }
    }
  }
  return cells;
}
