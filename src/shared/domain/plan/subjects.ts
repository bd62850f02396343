import { err, ok, type Result } from '../result';
import type { Mailbox } from '../collection/mailbox-directory';
import type { ExchangeItem, GraphItem } from '../collection/collection.schema';
import type { Reading } from '../collection/reading';
import { isGuid, keyOf } from '../collection/text-key';
import { GroupFactIndex, type GroupFacts } from '../findings/group-facts';
import type { ReachEngine } from '../reach/reach-engine';
import type { AccessPolicy, AppEntry } from '../reach/reach-model';
import { shown } from './display-text';
import type { Answer, Answers, PlanProblem } from './questions.schema';

/** What subjects are looked for in. */
export interface Sight {
  readonly reading: Reading;
  readonly engine: ReachEngine;
}

/** An app that a plan can change: it has an enterprise application in this tenant. */
export interface PlanApp {
  readonly entry: AppEntry;
  readonly appId: string;
  /** The object id of the enterprise application. */
  readonly objectId: string;
  readonly name: string;
}

/** A group as a plan changes it. */
export interface PlanGroup {
  readonly id: string;
  readonly name: string;
  readonly facts: GroupFacts;
  readonly exchange: ExchangeItem<'groups'> | null;
  readonly graph: GraphItem<'groups'> | null;
}

/** The answer to a question as a text, trimmed; empty where there is none. */
export function textAnswer(answers: Answers, question: string): string {
  const answer = given(answers, question);
  return typeof answer === 'string' ? answer.trim() : typeof answer === 'number' ? String(answer) : '';
}

/** The answer to a question as several texts, each once and none empty. One text holds them on lines, or with commas or semicolons between. */
export function textsAnswer(answers: Answers, question: string): readonly string[] {
  const answer = given(answers, question);
  const texts = Array.isArray(answer) ? answer : typeof answer === 'string' ? answer.split(/[\r\n,;]+/) : [];
  return [...new Map(texts.map((text) => [keyOf(text), text.trim()])).values()].filter((text) => text !== '');
}

/** The answer to a yes-or-no question. */
export function booleanAnswer(answers: Answers, question: string, otherwise: boolean): boolean {
  const answer = given(answers, question);
  if (typeof answer === 'boolean') return answer;
  const word = typeof answer === 'string' ? keyOf(answer) : '';
  if (['yes', 'true'].includes(word)) return true;
  return ['no', 'false'].includes(word) ? false : otherwise;
}

function given(answers: Answers, question: string): Answer | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined;
}

/** The app with an app id, or with the object id of its enterprise application, or with a name that only one has. */
export function findApp({ reading, engine }: Sight, text: string): Result<PlanApp, PlanProblem> {
  const wrong = (message: string): Result<never, PlanProblem> => err({ question: 'subject', message });
  const key = keyOf(text);
  if (key === '') return wrong('Say which app: its app id.');
  const byObject = reading.servicePrincipals.get(key);
  const entry = engine.app(key) ?? (byObject ? engine.app(byObject.appId) : undefined) ?? appByName(engine, reading, key);
  if (!entry) return wrong(`No app of the reading has the app id "${shown(text)}". Read the tenant again if the app is new.`);
  const objectId = keyOf(entry.servicePrincipal?.id);
  if (objectId === '') {
    return wrong(
      `${shown(entry.name)} has no enterprise application in the reading${because(reading, 'graph.servicePrincipals')}: its rights hang on that object.`,
    );
  }
  return ok({ entry, appId: entry.appId, objectId, name: entry.name });
}

function appByName(engine: ReachEngine, reading: Reading, key: string): AppEntry | undefined {
  if (isGuid(key)) return undefined;
  const named = (reading.collection.graph.servicePrincipals ?? []).filter((item) => keyOf(item.displayName) === key);
  return named.length === 1 ? engine.app(named[0]?.appId ?? '') : undefined;
}

/** The mailboxes that the texts stand for, in the order of the reading and each once; every text that stands for none, or for several, is a problem. */
export function findMailboxes(
  reading: Reading,
  question: string,
  texts: readonly string[],
): Result<readonly Mailbox[], readonly PlanProblem[]> {
  const found = new Map<number, Mailbox>();
  const problems: PlanProblem[] = [];
  for (const text of texts) {
    const match = reading.mailboxes.match(text);
    if (match.kind === 'mailbox') found.set(match.mailbox.index, match.mailbox);
    else problems.push({ question, message: whyNoMailbox(reading, text, match.kind === 'ambiguous' ? match.candidates : []) });
  }
  return problems.length > 0 ? err(problems) : ok([...found.values()].sort((left, right) => left.index - right.index));
}

function whyNoMailbox(reading: Reading, text: string, candidates: readonly Mailbox[]): string {
  if (candidates.length > 0) {
    const some = candidates.slice(0, 3).map((mailbox) => shown(mailbox.address));
    return `"${shown(text)}" stands for ${candidates.length} mailboxes (${some.join(', ')}${candidates.length > 3 ? ' …' : ''}). Give the address.`;
  }
  return `No mailbox of the reading has the address "${shown(text)}"${because(reading, 'exchange.mailboxes')}.`;
}

const GROUP_FACTS = new WeakMap<Reading, GroupFactIndex>();

/** What the directories of a reading say about groups; computed once per reading. */
export function groupFactsOf(reading: Reading): GroupFactIndex {
  const known = GROUP_FACTS.get(reading);
  if (known) return known;
  const index = new GroupFactIndex(reading);
  GROUP_FACTS.set(reading, index);
  return index;
}

/** The group with an id, address, distinguished name, or a name that only one has. */
export function findGroup({ reading, engine }: Sight, question: string, text: string): Result<PlanGroup, PlanProblem> {
  const found = keyOf(text) === '' ? undefined : engine.groups.byText(text);
  if (found) return ok(groupById({ reading, engine }, found.id, found.name));
  if (found === null) return err({ question, message: `Several groups have the name "${shown(text)}". Give the address or the id.` });
  const message =
    keyOf(text) === ''
      ? 'Say which group: its address or its id.'
      : `No group of the reading has the address or name "${shown(text)}"${because(reading, 'exchange.groups')}.`;
  return err({ question, message });
}

/** A group that is known by its id. */
export function groupById({ reading }: Sight, id: string, name?: string): PlanGroup {
  const facts = groupFactsOf(reading).of(id);
  const { graph, exchange } = reading.collection;
  return {
    id,
    name: facts.name === id ? (name ?? id) : facts.name,
    facts,
    exchange: exchange.groups?.find((item) => keyOf(item.ExternalDirectoryObjectId) === id || keyOf(item.Guid) === id) ?? null,
    graph: graph.groups?.find((item) => keyOf(item.id) === id) ?? null,
  };
}

/** The application access policy with an identity. */
export function findPolicy({ engine }: Pick<Sight, 'engine'>, text: string): Result<AccessPolicy, PlanProblem> {
  const wanted = keyOf(text);
  const found = engine.policies.filter((policy) => keyOf(policy.identity) === wanted);
  const [policy] = found;
  if (policy && policy.item.Identity) return ok(policy);
  const message = policy
    ? 'The reading does not hold the identity of this policy: read the tenant again.'
    : wanted === ''
      ? 'Say which application access policy: its identity.'
      : `No application access policy of the reading has the identity "${shown(text)}".`;
  return err({ question: 'subject', message });
}

/** Why something may be there although the reading does not have it, as the end of a sentence; empty where the source is complete. */
export function because(reading: Reading, source: Parameters<Reading['gap']>[0]): string {
  const gap = reading.gap(source);
  return gap === null ? '' : ` (${shown(gap, 300)})`;
}
