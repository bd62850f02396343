import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { ExchangeAnswer, NoAnswer } from '../../../shared/ipc/tenant-access';
import type { BridgeAnswer } from '../../ports/powershell';

type BridgeError = Extract<BridgeAnswer, { kind: 'error' }>;
type Gone = Extract<BridgeAnswer, { kind: 'gone' }>;

/** The ids that the bridge itself gives to what keeps Exchange Online from being connected. */
const MODULE_CODES = {
  MailscopeModuleMissing: 'powershell-module-missing',
  MailscopeModuleTooOld: 'powershell-module-version',
} as const;

/** A status in the words around one: a mailbox may be called "Room 503". */
const STATUS = (codes: string): string => `(?:status code|http|error)\\D{0,60}\\b(?:${codes})\\b|\\((?:${codes})\\)|\\b(?:${codes}) \\(`;

const EXPIRED = new RegExp(
  'token (?:is |has )?expired|expired token|lifetime validation failed|unauthenticated|session (?:has )?(?:expired|timed out)' +
    `|must call (?:the )?Connect-ExchangeOnline|not connected to Exchange|invalid_token|${STATUS('401')}`,
  'i',
);

// https://learn.microsoft.com/powershell/exchange — "Micro delay applied", throttling policies, and the service's own 429 and 503.
const BUSY = new RegExp(
  `micro ?delay|throttl|too ?many ?requests|server (?:is )?(?:too )?busy|service unavailable|${STATUS('429|503')}`,
  'i',
);
/** What .NET and Windows say where nothing answers. https://learn.microsoft.com/dotnet/api/system.net.http.httprequestexception */
const UNREACHED = new RegExp(
  'an error occurred while sending the request|no such host is known|name or service not known|nodename nor servname|temporary failure in name' +
    '|resource temporarily unavailable|unable to connect to the remote server|the remote name could not be resolved|network is (?:down|unreachable)' +
    '|no route to host|connection (?:was )?(?:refused|reset|timed out|closed)|connection attempt failed|actively refused|existing connection was forcibly',
  'i',
);
const WAIT =
  /(?:retry[ -]?after|actual ?delayed|(?:micro ?delay|back ?off|wait|retry)[^.\d]{0,40})\D{0,10}(\d{1,8})\s*(ms|millisecond|msec|s\b|sec|min)?/i;

/** Whether an error means that the connection has to be made anew. */
export function isExpired({ category, id, message }: BridgeError): boolean {
  if (category === 'ObjectNotFound') return false;
  return category === 'AuthenticationError' || EXPIRED.test(`${id} ${message}`);
}

/** How a cmdlet ended, as a reading knows it. */
export function exchangeAnswer(answer: BridgeAnswer): ExchangeAnswer {
  switch (answer.kind) {
    case 'done':
      return { kind: 'done', warnings: answer.warnings };
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'gone':
      return { kind: 'unreachable', message: goneSentence(answer) };
    case 'error':
      return errorAnswer(answer);
  }
}

function errorAnswer(error: BridgeError): ExchangeAnswer {
  const { category, id, message } = error;
  // Its message holds the name that was not found, which may hold anything.
  if (category !== 'ObjectNotFound' && BUSY.test(`${id} ${message}`)) {
    const status = /\b503\b|unavailable/i.test(message) ? 503 : 429;
    return { kind: 'busy', status, retryAfter: waitOf(message), date: null };
  }
  if (isExpired(error)) return { kind: 'notSignedIn', message };
  if (category !== 'ObjectNotFound' && UNREACHED.test(message)) return { kind: 'unreachable', message };
  return { kind: 'error', category, id, message };
}

/** Whole seconds, as a Retry-After header has them; null where the message names no time. */
function waitOf(message: string): string | null {
  const [, digits, unit = 's'] = WAIT.exec(message) ?? [];
  if (digits === undefined) return null;
  const factor = unit.startsWith('ms') || unit.startsWith('milli') ? 0.001 : unit.startsWith('min') ? 60 : 1;
  return String(Math.min(3_600, Math.max(1, Math.ceil(Number(digits) * factor))));
}

/** Why a connection was not made. */
export function connectFailure(answer: Exclude<BridgeAnswer, { kind: 'done' }>): Failure {
  if (answer.kind === 'cancelled') return failure('cancelled');
  if (answer.kind === 'gone') {
    return failure(answer.reason === 'timeout' ? 'powershell-silent' : 'powershell-failed', {
      message: goneSentence(answer),
      detail: answer.message.slice(0, 1_000) || null,
    });
  }
  const { category, id, message } = answer;
  const detail = `${category} · ${id} · ${message}`.slice(0, 2_000);
  const code = Object.entries(MODULE_CODES).find(([name]) => id.includes(name))?.[1];
  if (code) return failure(code, { detail });
  if (/proxy|\b407\b/i.test(message)) return failure('proxy-refused', { detail });
  if (/certificate|SSL connection|trust relationship/i.test(message)) return failure('proxy-certificate', { detail });
  if (
    /name or service not known|no such host|could not be resolved|network is unreachable|connection refused|actively refused/i.test(message)
  ) {
    return failure('network-down', { detail });
  }
  return failure('exchange-connect-failed', { detail });
}

/** What to say of a shell that is gone. */
export function goneSentence({ reason }: Gone): string {
  switch (reason) {
    case 'exited':
      return 'PowerShell stopped unexpectedly.';
    case 'timeout':
      return 'PowerShell did not answer in time.';
    case 'garbled':
      return 'PowerShell answered something that could not be understood.';
    case 'tooMuch':
      return 'PowerShell answered more than can be read at once.';
  }
}

/** A failure on the way to Exchange Online, as a reading knows it. */
export function noAnswer({ code, message }: Failure): NoAnswer {
  if (code === 'cancelled') return { kind: 'cancelled' };
  return SIGN_IN_CODES.has(code) ? { kind: 'notSignedIn', message } : { kind: 'unreachable', message };
}

const SIGN_IN_CODES: ReadonlySet<string> = new Set([
  ...[
    'account-unknown',
    'sign-in-needed',
    'sign-in-failed',
    'sign-in-timed-out',
    'sign-in-refused-here',
    'consent-needed',
    'consent-refused',
  ],
  ...['admin-approval-needed', 'mfa-needed', 'conditional-access', 'claims-challenge', 'wrong-tenant', 'account-disabled'],
  ...['password-expired', 'client-unknown', 'client-disabled', 'user-not-assigned', 'exchange-client-missing'],
  ...[
    'public-client-refused',
    'redirect-refused',
    'clock-skew',
    'browser-failed',
    'device-code-blocked',
    'device-code-expired',
    'tenant-not-found',
  ],
]);
