import type { CloudId } from '../../shared/domain/clouds/clouds';
import { judgeCall, LIVE_CALLS, type LiveCall, type LiveOperation, type LiveVerdict } from '../../shared/domain/plan/live-verdict';
import type { DirectoryPort } from '../../shared/ipc/tenant-access';
import type { AppCallsPort } from '../ports/app-identity';
import { graphError } from './tenant-answers';

/** A mailbox that is called on, as the directory knows it. */
export interface TriedMailbox {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  /** Whether there is such an account with an address for certain. */
  readonly exists: boolean;
}

/** One call that came to something. */
export interface TriedCall extends LiveVerdict {
  readonly mailbox: TriedMailbox;
  readonly operation: LiveOperation;
  readonly expected: 'allowed' | 'refused';
  readonly status: number | null;
  readonly code: string | null;
  readonly requestId: string | null;
}

/** So many mailboxes are called on at once; Graph allows four requests at a time for each. */
const AT_ONCE = 4;

/** Reads who the mailboxes are, so that a refusal can be told from a mailbox that is not there. */
export async function findMailboxes(
  directory: DirectoryPort,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly TriedMailbox[]> {
  const mailboxes: TriedMailbox[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    mailboxes.push(...(await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => findMailbox(directory, id, signal)))));
  }
  return mailboxes;
}

/** Tries everything once, each mailbox on its own. */
export async function callOnce(
  calls: AppCallsPort,
  app: { readonly cloud: CloudId; readonly token: string },
  tries: readonly {
    readonly mailbox: TriedMailbox;
    readonly expected: 'allowed' | 'refused';
    readonly operations: readonly LiveOperation[];
  }[],
  signal: AbortSignal,
): Promise<readonly TriedCall[]> {
  const tried: TriedCall[] = [];
  for (let from = 0; from < tries.length && !signal.aborted; from += AT_ONCE) {
    const some = tries.slice(from, from + AT_ONCE).map(async ({ mailbox, expected, operations }) => {
      const came: TriedCall[] = [];
      for (const operation of operations) came.push(await callOne(calls, app, mailbox, expected, operation, signal));
      return came;
    });
    tried.push(...(await Promise.all(some)).flat());
  }
  return tried;
}

async function findMailbox(directory: DirectoryPort, id: string, signal: AbortSignal): Promise<TriedMailbox> {
  const unknown = { id, name: id, address: null, exists: false };
  const path = `/v1.0/users/${encodeURIComponent(id)}?$select=id,displayName,mail,userPrincipalName`;
  const answer = await directory.send({ method: 'GET', path, headers: { accept: 'application/json' }, body: null }, signal);
  if (answer.kind !== 'answer' || answer.status !== 200) return unknown;
  try {
    const { displayName, mail } = JSON.parse(answer.body) as { readonly displayName?: unknown; readonly mail?: unknown };
    const address = typeof mail === 'string' && mail !== '' ? mail : null;
    return {
      id,
      name: typeof displayName === 'string' && displayName !== '' ? displayName : (address ?? id),
      address,
      exists: address !== null,
    };
  } catch {
    return unknown;
  }
}

async function callOne(
  calls: AppCallsPort,
  { cloud, token }: { readonly cloud: CloudId; readonly token: string },
  mailbox: TriedMailbox,
  expected: 'allowed' | 'refused',
  operation: LiveOperation,
  signal: AbortSignal,
): Promise<TriedCall> {
  const path = `/v1.0/users/${encodeURIComponent(mailbox.id)}${LIVE_CALLS[operation].path}`;
  const sends = operation === 'mail.send';
  const common = { mailbox, operation, expected };
  const tried = { operation, mailbox: mailbox.name, expected, exists: mailbox.exists };
  if (sends && mailbox.address === null) {
    const call: LiveCall = { kind: 'none', message: 'its address is not known, so there is nowhere to send to' };
    return { ...common, ...judgeCall(tried, call), status: null, code: null, requestId: null };
  }
  const body = sends ? testMessage(mailbox.address ?? '') : null;
  const answer = await calls.call({ cloud, token, method: sends ? 'POST' : 'GET', path, body }, signal);
  if (answer.kind !== 'answer') {
    const message = answer.kind === 'cancelled' ? 'it was stopped' : answer.message;
    return { ...common, ...judgeCall(tried, { kind: 'none', message }), status: null, code: null, requestId: null };
  }
  const { status, headers } = answer;
  const { code, message } = status >= 200 && status < 300 ? { code: '', message: '' } : graphError(answer);
  return {
    ...common,
    ...judgeCall(tried, { kind: 'answer', status, code, message }),
    status,
    code: code === '' ? null : code,
    requestId: headers['request-id'] ?? null,
  };
}

/** A message from a mailbox to itself: https://learn.microsoft.com/graph/api/user-sendmail */
function testMessage(address: string): string {
  return JSON.stringify({
    message: {
      subject: 'Mailscope live test',
      body: {
        contentType: 'Text',
        content: 'Mailscope sent this to see whether an app may send as this mailbox. Nobody has to do anything.',
      },
      toRecipients: [{ emailAddress: { address } }],
    },
    saveToSentItems: false,
  });
}
