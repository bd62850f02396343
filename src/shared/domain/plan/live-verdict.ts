import type { Capability } from '../reach/capability';

/** What can be tried on a mailbox with an app's own token. */
export const LIVE_CALLS = {
  'mail.read': { words: 'read mail', path: '/messages?$top=1&$select=id', capability: 'mail.readBasic', permissions: /^Mail\./ },
  'mail.send': { words: 'send mail', path: '/sendMail', capability: 'mail.send', permissions: /^Mail\.Send/ },
  'calendar.read': {
    words: 'read the calendar',
    path: '/calendar/events?$top=1&$select=id',
    capability: 'calendar.readBasic',
    permissions: /^Calendars\./,
  },
  'contacts.read': { words: 'read contacts', path: '/contacts?$top=1&$select=id', capability: 'contacts.read', permissions: /^Contacts\./ },
  'settings.read': { words: 'read the settings', path: '/mailboxSettings', capability: 'settings.read', permissions: /^MailboxSettings\./ },
  // Folders of mail open with the permissions of mail: https://learn.microsoft.com/graph/api/user-list-mailfolders
  'folders.read': {
    words: 'list mail folders',
    path: '/mailFolders?$top=1&$select=id',
    capability: 'mail.readBasic',
    permissions: /^Mail\./,
  },
} as const satisfies Readonly<
  Record<string, { readonly words: string; readonly path: string; readonly capability: Capability; readonly permissions: RegExp }>
>;

/** One thing that can be tried. */
export type LiveOperation = keyof typeof LIVE_CALLS;

/** What a call came to, before it is judged. */
export type LiveCall =
  | { readonly kind: 'answer'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'none'; readonly message: string };

/** What one call shows. */
export interface LiveVerdict {
  readonly outcome: 'allowed' | 'refused' | 'proves-nothing' | 'not-tried';
  readonly by: 'policy' | 'rbac' | null;
  /** One sentence: what it means. */
  readonly says: string;
}

/** What is tried, at which mailbox, and what is known of that. */
export interface LiveTry {
  readonly operation: LiveOperation;
  readonly mailbox: string;
  readonly expected: 'allowed' | 'refused';
  /** Whether the mailbox is there for certain: a refusal at one that is not proves nothing. */
  readonly exists: boolean;
}

/**
 * What a call proves. Inside only 200 does; outside only 403 `ErrorAccessDenied` at a mailbox that exists: whatever else keeps a call
 * from working (no such mailbox, no valid token, no permission of Graph at all) says nothing about a scope.
 * https://learn.microsoft.com/graph/auth-limit-mailbox-access · https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export function judgeCall(tried: LiveTry, call: LiveCall): LiveVerdict {
  const { words } = LIVE_CALLS[tried.operation];
  const what = `${words} of ${tried.mailbox}`;
  if (call.kind === 'none') return { outcome: 'not-tried', by: null, says: `No answer came when it tried to ${what}: ${call.message}.` };
  const { status, code, message } = call;
  if (status >= 200 && status < 300) {
    const means = tried.expected === 'allowed' ? '' : ' It must not.';
    return { outcome: 'allowed', by: null, says: `It can ${what}.${means}` };
  }
  if (status === 403 && code === 'ErrorAccessDenied') return refusal(tried, message, what);
  const nothing = (why: string): LiveVerdict => ({
    outcome: 'proves-nothing',
    by: null,
    says: `${why} This proves nothing about ${tried.mailbox}.`,
  });
  if (code === 'MailboxNotEnabledForRESTAPI') return nothing('There is no mailbox in Exchange Online behind this account, or not yet.');
  if (status === 404) return nothing('Graph does not find it.');
  if (status === 401) return nothing('The token was not accepted.');
  if (status === 403) return nothing(`Graph refused with ${code === '' ? '403' : code}, which is no answer of Exchange Online.`);
  if (status === 429) return nothing('Graph asked to wait.');
  return nothing(`The answer was ${String(status)}${code === '' ? '' : ` ${code}`}.`);
}

/** Whether it is as it should be. */
export function isAsExpected(expected: 'allowed' | 'refused', { outcome }: Pick<LiveVerdict, 'outcome'>): boolean {
  return outcome === expected;
}

/** Whether a call and the reach engine say the same; null where one of them says nothing. */
export function agrees(outcome: LiveVerdict['outcome'], engine: 'yes' | 'no' | 'unknown' | null): boolean | null {
  if (engine === null || engine === 'unknown') return null;
  if (outcome !== 'allowed' && outcome !== 'refused') return null;
  return (engine === 'yes') === (outcome === 'allowed');
}

/** A disagreement as a sentence. */
export function disagreement(app: string, tried: LiveTry, outcome: 'allowed' | 'refused'): string {
  const { words } = LIVE_CALLS[tried.operation];
  return outcome === 'allowed'
    ? `${app} could ${words} of ${tried.mailbox}, although by the reading nothing lets it.`
    : `${app} was refused when it tried to ${words} of ${tried.mailbox}, although by the reading something lets it.`;
}

/** What a round of calls shows altogether. */
export interface LiveRound {
  readonly results: readonly (Pick<LiveVerdict, 'outcome' | 'by'> & {
    readonly expected: 'allowed' | 'refused';
    readonly operation: LiveOperation;
  })[];
  /** Application permissions in the token. */
  readonly tokenRoles: readonly string[];
}

/** Whether every call came out as it should. */
export function isSettled({ results }: Pick<LiveRound, 'results'>): boolean {
  return results.length > 0 && results.every((result) => isAsExpected(result.expected, result));
}

/** One or two sentences: what a round shows, and what caches mean for it. */
export function explainRound(round: LiveRound): string {
  const { results, tokenRoles } = round;
  if (isSettled(round)) {
    const refused = results.filter(({ expected }) => expected === 'refused').length;
    return refused === 0
      ? 'Every call got through, as it should.'
      : 'Inside every call got through, outside every call was refused: the answer is as it should be.';
  }
  const open = results.filter(({ outcome, expected }) => outcome === 'allowed' && expected === 'refused');
  const closed = results.filter(({ outcome, expected }) => outcome === 'refused' && expected === 'allowed');
  const nothing = results.filter(({ outcome }) => outcome === 'proves-nothing' || outcome === 'not-tried');
  const sentences: string[] = [];
  if (open.length > 0) sentences.push(explainOpen(open, tokenRoles));
  if (closed.length > 0) {
    const policy = closed.some(({ by }) => by === 'policy');
    sentences.push(
      `${calls(closed.length)} inside ${closed.length === 1 ? 'is' : 'are'} refused: ${policy ? 'an application access policy stops the app' : 'Exchange Online does not see the right yet, or it is missing'}; a change shows in 30 minutes to 2 hours.`,
    );
  }
  if (nothing.length > 0) sentences.push(`${calls(nothing.length)} ${nothing.length === 1 ? 'proves' : 'prove'} nothing.`);
  return sentences.join(' ');
}

function explainOpen(open: LiveRound['results'], tokenRoles: readonly string[]): string {
  const held = tokenRoles.filter((role) => open.some(({ operation }) => LIVE_CALLS[operation].permissions.test(role)));
  const head = `${calls(open.length)} outside still ${open.length === 1 ? 'gets' : 'get'} through:`;
  return held.length > 0
    ? `${head} the token carries ${held.join(', ')}, a grant of Entra for every mailbox; where that was removed, old tokens work until they end, 60 to 90 minutes.`
    : `${head} Exchange Online keeps what it knows of an app for 30 minutes, of a busy one for 2 hours.`;
}

function refusal(tried: LiveTry, message: string, what: string): LiveVerdict {
  const by = /\[RAOP\]/i.test(message) ? 'policy' : 'rbac';
  if (!tried.exists) {
    return {
      outcome: 'proves-nothing',
      by,
      says: `It was refused, but that ${tried.mailbox} is a mailbox is not certain: this proves nothing.`,
    };
  }
  const means = tried.expected === 'refused' ? '' : ' It should be able to.';
  const stopped = by === 'policy' ? 'An application access policy keeps it out' : 'Nothing in Exchange Online lets it in';
  return { outcome: 'refused', by, says: `It cannot ${what}. ${stopped}.${means}` };
}

function calls(count: number): string {
  return count === 1 ? 'One call' : `${String(count)} calls`;
}
