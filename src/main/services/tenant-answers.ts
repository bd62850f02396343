import { retryAfter } from '../../shared/domain/retry/retry-after';
import type { DirectoryAnswer, ExchangeAnswer } from '../../shared/ipc/tenant-access';
import type { ExchangeChangeAnswer } from '../ports/tenant-writer';

type ExchangeError = Extract<ExchangeAnswer, { kind: 'error' }>;
type GraphAnswer = Extract<DirectoryAnswer, { kind: 'answer' }>;

/**
 * What came of a change. `refused`: it is certain that nothing was changed by it. `unknown`: it may or may not have been made.
 * `wait`: how long to wait before it may be sent again, milliseconds; null where the service does not say.
 */
export type ChangeOutcome =
  | { readonly kind: 'made'; readonly status: number | null; readonly says: string; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly why: Refusal; readonly status: number | null; readonly says: string; readonly wait: number | null }
  | { readonly kind: 'unknown'; readonly says: string };

/** Why a change was refused. */
export type Refusal = 'busy' | 'exists' | 'absent' | 'right' | 'sign-in' | 'other';

const ALREADY =
  /already (exists?|being used|in use|used|assigned|a member|has)\b|\b(conflicting|same) (object|name|value)\b.*\bexists?\b|\bis a duplicate\b/i;
/** Words that nothing but a missing object has: a read that failed otherwise must never look like “it is gone”. */
const ABSENT = /could(?:n['’]?t| ?not) be found|ObjectNotFound|ResourceNotFound/i;
const NOTHING_TO_CHANGE = /isn['’]?t a member|is not a member|does ?n[o'’]?t exist/i;
const DENIED =
  /access ?denied|unauthorized|insufficient (access|privileges|permissions)|isn'?t within (your|a valid)|not within .* scope|don'?t have (enough|sufficient)/i;

/** What an error answer of Graph says: https://learn.microsoft.com/graph/errors */
export function graphError({ status, body }: Pick<GraphAnswer, 'status' | 'body'>): {
  readonly code: string;
  readonly message: string;
  readonly says: string;
} {
  let code = '';
  let message = '';
  try {
    const { error } = JSON.parse(body) as { readonly error?: { readonly code?: unknown; readonly message?: unknown } };
    if (typeof error?.code === 'string') code = error.code;
    if (typeof error?.message === 'string') message = firstLine(error.message);
  } catch {
    // A gateway's page rather than an answer of Graph: the status says enough.
  }
  return { code, message, says: [`${String(status)}${code === '' ? '' : ` ${code}`}`, message].filter((part) => part !== '').join(': ') };
}

/** Whether a cmdlet said that what it looks for is not there. */
export function isAbsent({ category, id, message }: ExchangeError): boolean {
  return !isMissingCmdlet({ category, id, message }) && ABSENT.test(`${category} ${id} ${firstLine(message)}`);
}

/** A role that an account lacks looks like a command, or a parameter, that does not exist. */
export function isMissingCmdlet({ id, message }: Pick<ExchangeError, 'id' | 'message'> & { readonly category?: string }): boolean {
  return /CommandNotFoundException/i.test(id) || /^The term '.*' is not recognized|^A parameter cannot be found/i.test(firstLine(message));
}

/** What came of a change by Graph: https://learn.microsoft.com/graph/throttling */
export function judgeGraphChange(answer: DirectoryAnswer, now: number): ChangeOutcome {
  switch (answer.kind) {
    case 'unreachable':
      return { kind: 'unknown', says: `No answer came: ${answer.message}` };
    case 'cancelled':
      return { kind: 'unknown', says: 'It was interrupted before an answer came.' };
    case 'notSignedIn':
      return refused('sign-in', null, answer.message);
    case 'answer':
      break;
  }
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { kind: 'made', status, says: `The answer is ${String(status)}.`, answer: parsed(answer.body) };
  const { code, message, says } = graphError(answer);
  const wait = retryAfter(headers['retry-after'], headers['date'], now);
  if (status === 429 || (status === 503 && wait !== null)) return refused('busy', status, says, wait);
  if (status >= 500 || status === 408) return { kind: 'unknown', says };
  if (status === 401) return refused('sign-in', status, says);
  if (status === 403) return refused('right', status, says);
  // Some of these come as 400: a member, a grant, a name that is there already.
  if (status === 409 || ALREADY.test(message)) return refused('exists', status, says);
  if (status === 404 || code === 'Request_ResourceNotFound') return refused('absent', status, says);
  return refused('other', status, says);
}

/** What came of a change by a cmdlet. */
export function judgeExchangeChange(answer: ExchangeChangeAnswer, now: number): ChangeOutcome {
  switch (answer.kind) {
    case 'done':
      return { kind: 'made', status: null, says: ['The cmdlet is done.', ...answer.warnings].join(' '), answer: answer.objects[0] ?? null };
    case 'unreachable':
      return { kind: 'unknown', says: `No answer came: ${answer.message}` };
    case 'cancelled':
      return { kind: 'unknown', says: 'It was interrupted before an answer came.' };
    case 'notSignedIn':
      return refused('sign-in', null, answer.message);
    case 'busy': {
      const wait = retryAfter(answer.retryAfter, answer.date, now);
      const says = `Exchange Online asks to wait (${String(answer.status)}).`;
      return answer.status === 429 || wait !== null ? refused('busy', answer.status, says, wait) : { kind: 'unknown', says };
    }
    case 'error':
      break;
  }
  const { category, id } = answer;
  const text = firstLine(answer.message);
  const whole = `${category} ${id} ${text}`;
  if (isMissingCmdlet(answer)) return refused('right', null, text);
  // Before the words are looked at: they hold the name that was not found, which may be anything.
  if (category === 'ObjectNotFound') return refused('absent', null, text);
  if (DENIED.test(whole)) return refused('right', null, text);
  if (category === 'ResourceExists' || ALREADY.test(whole) || /AlreadyExists/i.test(id)) return refused('exists', null, text);
  if (isAbsent(answer) || NOTHING_TO_CHANGE.test(text)) return refused('absent', null, text);
  if (/server side error|temporar|try again/i.test(text)) return { kind: 'unknown', says: text };
  return refused('other', null, text);
}

function refused(why: Refusal, status: number | null, says: string, wait: number | null = null): ChangeOutcome {
  return { kind: 'refused', why, status, says, wait };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

/** The first line of a text, without what follows three hundred characters. */
export function firstLine(text: string): string {
  const [line = ''] = text.trim().split(/[\r\n]/);
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
