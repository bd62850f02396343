import type { Plan, PlanFamily, PlanSubject } from '../domain/plan/plan.schema';
import type { Answers, PlanProblem, Question } from '../domain/plan/questions.schema';
import type { Capability } from '../domain/reach/capability';
import type { Result } from '../domain/result';
import type { AppDetail, FindingDetail, MailboxDetail, PathExplanation, PersonDetail, SearchHit } from './detail-shapes';
import type { Failure } from './envelope';
import type { FilterCheck, PlanOffer, PlanPreview } from './plan-shapes';
import type { ListAnswer, ListName, ListQuery, ListSelection } from './list-shapes';
import type { ReadingSnapshot, ReadingWishes } from './reading-run-shapes';
import type { Overview, ReadingInfo, ReadingSummary } from './reading-shapes';
import type { CommandsAnswer, DirectoryAnswer, DirectoryRequest, ExchangeAnswer, ExchangeCommand } from './tenant-access';

/** What is known of a reading without unpacking it: what its sidecar holds. */
export interface ReadingRecord extends Pick<ReadingSummary, 'id' | 'tenant' | 'collectedAt' | 'bytes' | 'figures' | 'coverage'> {
  readonly hash: string;
  readonly unpackedBytes: number;
  readonly collector: ReadingInfo['collector'];
}

/** The answers that main completes with what only it knows of the reading. */
type WithoutReading<T> = Omit<T, 'reading'>;

/** A request about one open reading; `now` is the time that deadlines are counted from. */
interface InReading {
  readonly readingId: string;
  readonly now: string;
}

/** Any selection of a list. */
export type AnySelection = { readonly [Name in ListName]: ListSelection<Name> }[ListName];

/** Any query of a list. */
export type AnyQuery = { readonly [Name in ListName]: ListQuery<Name> }[ListName];

/** Any answer of a list. */
export type AnyListAnswer = { readonly [Name in ListName]: ListAnswer<Name> }[ListName];

/** What reading a tenant came to. */
export interface ReadOutcome {
  /** The user stopped it; what was read is kept. */
  readonly stopped: boolean;
  readonly requests: number;
  /** Mailboxes whose permissions were not read, and how long that would take; null where all were. */
  readonly unread: { readonly mailboxes: number; readonly seconds: number } | null;
}

/** Everything the tenant engine can be asked. */
export interface EngineOperations {
  /** Opens a file. Without an id the reading is known by its content's hash. `now` null: the time of the reading itself. */
  readonly open: {
    readonly input: { readonly path: string; readonly readingId: string | null; readonly revision: number; readonly now: string | null };
    readonly output: ReadingRecord;
  };
  readonly close: { readonly input: { readonly readingId: string }; readonly output: null };
  /** Copies a collection file, packed; the content must still have the hash. */
  readonly pack: {
    readonly input: { readonly from: string; readonly to: string; readonly hash: string };
    readonly output: { readonly bytes: number };
  };
  /** Reads a tenant into a file. What it needs of the tenant it asks main for; when cancelled, it keeps what it has. */
  readonly read: {
    readonly input: {
      readonly runId: string;
      /** Where what is under way is kept. */
      readonly folder: string;
      readonly target: string;
      readonly wishes: ReadingWishes;
      readonly resume: boolean;
      readonly version: string;
      /** The time in the tenant, milliseconds since 1970. */
      readonly now: number;
    };
    readonly output: ReadOutcome;
  };
  readonly overview: { readonly input: InReading; readonly output: WithoutReading<Overview> };
  readonly info: { readonly input: InReading; readonly output: WithoutReading<ReadingInfo> };
  readonly list: { readonly input: InReading & { readonly query: AnyQuery }; readonly output: AnyListAnswer };
  readonly exportList: {
    readonly input: InReading & { readonly selection: AnySelection; readonly format: 'csv' | 'json'; readonly path: string };
    readonly output: { readonly rows: number };
  };
  readonly exportReport: {
    readonly input: InReading & { readonly format: 'html' | 'csv' | 'json' | 'md'; readonly path: string };
    readonly output: null;
  };
  readonly app: { readonly input: InReading & { readonly appId: string }; readonly output: AppDetail };
  readonly mailbox: { readonly input: InReading & { readonly mailboxId: string }; readonly output: MailboxDetail };
  readonly person: { readonly input: InReading & { readonly personId: string }; readonly output: PersonDetail };
  readonly finding: { readonly input: InReading & { readonly key: string }; readonly output: FindingDetail };
  readonly explain: {
    readonly input: InReading & {
      readonly principal: { readonly kind: 'app' | 'person'; readonly id: string };
      readonly mailboxId: string;
      readonly capability?: PathExplanation['chains'][number]['capabilities'][number] | undefined;
    };
    readonly output: PathExplanation;
  };
  readonly planOffers: {
    readonly input: InReading & { readonly subject: { readonly kind: PlanSubject['kind']; readonly id: string } };
    readonly output: PlanOffer[];
  };
  readonly planQuestions: {
    readonly input: InReading & { readonly family: PlanFamily; readonly subjectId: string | null };
    readonly output: {
      readonly action: string;
      readonly purpose: string;
      readonly subject: PlanSubject | null;
      readonly questions: Question[];
    };
  };
  readonly planBuild: {
    readonly input: InReading & {
      readonly family: PlanFamily;
      readonly subjectId: string | null;
      readonly answers: Answers;
      readonly planId: string;
    };
    readonly output: { readonly plan: Plan } | { readonly problems: readonly PlanProblem[] };
  };
  readonly planPreview: { readonly input: InReading & { readonly plan: Plan }; readonly output: PlanPreview };
  readonly filterCheck: { readonly input: InReading & { readonly filter: string }; readonly output: FilterCheck };
  /** What the reach engine says of an app at mailboxes, for the comparison with real calls. */
  readonly verdicts: {
    readonly input: InReading & {
      readonly appId: string;
      readonly mailboxIds: readonly string[];
      readonly capabilities: readonly Capability[];
    };
    readonly output: readonly {
      readonly mailboxId: string;
      readonly capability: Capability;
      readonly verdict: 'yes' | 'no' | 'unknown';
    }[];
  };
  readonly search: {
    readonly input: InReading & { readonly text: string };
    readonly output: { readonly hits: SearchHit[]; readonly total: number };
  };
}

/** The name of an operation. */
export type EngineOperation = keyof EngineOperations;

/** What an operation takes. */
export type EngineInput<Name extends EngineOperation> = EngineOperations[Name]['input'];

/** What an operation gives. */
export type EngineOutput<Name extends EngineOperation> = EngineOperations[Name]['output'];

/** A request to the tenant, of the call with this id. Main knows the way and who signs in; the engine knows neither. */
export type TenantAsk = { readonly kind: 'ask'; readonly id: number; readonly ask: number } & (
  | { readonly api: 'directory'; readonly request: DirectoryRequest }
  | { readonly api: 'exchange'; readonly command: ExchangeCommand }
  | { readonly api: 'commands' }
);

/** From main to the engine. */
export type EngineRequest =
  | { readonly kind: 'call'; readonly id: number; readonly operation: EngineOperation; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  /** Some objects of an answer of Exchange Online; the next ones wait until these are taken. */
  | { readonly kind: 'objects'; readonly ask: number; readonly json: string }
  | { readonly kind: 'answered'; readonly ask: number; readonly answer: DirectoryAnswer | ExchangeAnswer | CommandsAnswer };

/** From the engine to main. */
export type EngineMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly kind: 'reading'; readonly id: number; readonly snapshot: ReadingSnapshot }
  | TenantAsk
  | { readonly kind: 'taken'; readonly ask: number }
  | { readonly kind: 'dropped'; readonly ask: number }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, Failure> }
  | { readonly kind: 'bug'; readonly id: number; readonly errorName: string; readonly stack: string };
