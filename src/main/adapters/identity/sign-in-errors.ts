import type { ErrorCode } from '../../../shared/ipc/error-codes';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { HttpProblem } from '../../ports/http';
import type { TokenResource } from '../../ports/identity';
import { AADSTS_RULES, OAUTH_CODES, SUBERROR_CODES, type RefusalRule } from './aadsts-table';

/** What the sign-in service, or the library in front of it, said instead of a token. Nothing here is a secret. */
export interface Refusal {
  /** OAuth's word (`invalid_grant`), or the library's own (`no_tokens_found`). */
  readonly error: string;
  readonly suberror: string | null;
  /** Microsoft's numbers, the most telling one first. */
  readonly numbers: readonly number[];
  readonly correlationId: string | null;
  readonly timestamp: string | null;
}

/** What was asked for when it was refused. */
export interface RefusalContext {
  readonly resource: TokenResource;
  /** `silent`: nobody was asked. */
  readonly method: 'silent' | 'browser' | 'deviceCode';
  /** A claims challenge of an API was to be met. */
  readonly claims: boolean;
  /** The clock of this machine differs from that of the service by minutes. */
  readonly skewed: boolean;
}

/** Why no answer of the sign-in service came. `blocked`: something else answered in its place; `unavailable`: it has trouble of its own. */
export type ConnectionProblem = HttpProblem | 'cancelled' | 'blocked' | 'unavailable';

/** Policies of Conditional Access and of security defaults have these numbers, and get new ones. */
const CONDITIONAL_ACCESS = /^530\d{2,3}$/;
/** What a silent request is refused with where a person has to come. */
const NEEDS_PERSON: ReadonlySet<ErrorCode> = new Set(['sign-in-needed', 'mfa-needed']);
/** What a wrong clock is behind more often than anything else, once one knows that it is wrong. */
const MAY_BE_CLOCK: ReadonlySet<ErrorCode> = new Set(['sign-in-failed', 'sign-in-needed']);

/** The failure that a refusal is for whoever uses the app. */
export function failureOfRefusal(refusal: Refusal, context: RefusalContext): Failure {
  const { code, message } = ruleOf(refusal, context);
  const detail = detailOf(refusal);
  if (context.method === 'silent' && context.claims && NEEDS_PERSON.has(code)) return failure('claims-challenge', { detail });
  if (context.skewed && MAY_BE_CLOCK.has(code)) return failure('clock-skew', { detail });
  return failure(code, { detail, ...(message === undefined ? {} : { message }) });
}

/** The failure of a request that got no answer of the sign-in service. */
export function failureOfConnection(problem: ConnectionProblem, refusal: Refusal | null = null): Failure {
  return failure(CONNECTION_CODES[problem], { detail: refusal === null ? CONNECTION_DETAILS[problem] : detailOf(refusal) });
}

/** The technical cause in one text that can be copied: words and numbers of a known form only, so that nothing secret can be among them. */
export function detailOf({ error, suberror, numbers, correlationId, timestamp }: Refusal): string {
  const words = [error, suberror].filter((word): word is string => word !== null && /^[\w.-]{1,80}$/.test(word));
  return [
    [...numbers.map((number) => `AADSTS${number}`), ...words].join(' · '),
    correlationId !== null && /^[0-9a-f-]{36}$/i.test(correlationId) ? `Correlation ID: ${correlationId}` : '',
    timestamp !== null && /^[\d :.TZ+-]{10,40}$/.test(timestamp) ? `Timestamp: ${timestamp}` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const CONNECTION_CODES: Readonly<Record<ConnectionProblem, ErrorCode>> = {
  offline: 'network-down',
  nameNotFound: 'network-down',
  refused: 'network-down',
  cut: 'network-down',
  timeout: 'network-down',
  proxy: 'proxy-refused',
  blocked: 'proxy-refused',
  certificate: 'proxy-certificate',
  unavailable: 'service-unavailable',
  cancelled: 'cancelled',
};

const CONNECTION_DETAILS: Readonly<Record<ConnectionProblem, string | null>> = {
  offline: 'This machine is offline.',
  nameNotFound: 'The name of the sign-in service was not found.',
  refused: 'The connection to the sign-in service was refused.',
  cut: 'The connection to the sign-in service broke.',
  timeout: 'The sign-in service did not answer in time.',
  proxy: null,
  blocked: 'Something between this machine and the sign-in service answered in its place.',
  certificate: null,
  unavailable: null,
  cancelled: null,
};

function ruleOf(refusal: Refusal, context: RefusalContext): RefusalRule {
  for (const number of refusal.numbers) {
    const rule = ruleOfNumber(number, context);
    if (rule) return rule;
  }
  const code =
    (refusal.suberror === null ? undefined : lookUp(SUBERROR_CODES, refusal.suberror)) ?? lookUp(OAUTH_CODES, refusal.error) ?? null;
  if (code !== null) return { code: code === 'sign-in-needed' && context.method !== 'silent' ? 'sign-in-failed' : code };
  return { code: 'sign-in-failed' };
}

function ruleOfNumber(number: number, { method, resource }: RefusalContext): RefusalRule | undefined {
  const rule = AADSTS_RULES.get(number) ?? (CONDITIONAL_ACCESS.test(String(number)) ? { code: 'conditional-access' as const } : undefined);
  if (rule?.code === 'conditional-access' && method === 'deviceCode') return { code: 'device-code-blocked' };
  if (rule?.code === 'exchange-client-missing' && resource === 'graph') return { code: 'sign-in-failed' };
  return rule;
}

function lookUp(table: Readonly<Record<string, ErrorCode>>, word: string): ErrorCode | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
