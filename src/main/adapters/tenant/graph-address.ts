import type { ErrorCode } from '../../../shared/ipc/error-codes';
import type { Failure } from '../../../shared/ipc/envelope';
import type { DirectoryAnswer, NoAnswer } from '../../../shared/ipc/tenant-access';

/** Failures of a sign-in that pass by themselves: the service was not reached. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'network-down',
  'proxy-certificate',
  'proxy-refused',
  'service-unavailable',
  'tenant-unreachable',
]);

/** A request that must not be sent at all, answered as Graph would: it would be refused again. */
export const NOT_OF_GRAPH: Extract<DirectoryAnswer, { kind: 'answer' }> = {
  kind: 'answer',
  status: 400,
  headers: {},
  body: JSON.stringify({ error: { code: 'addressRefused', message: 'Mailscope asks Microsoft Graph at v1.0 and beta only.' } }),
};

/** Where a request goes, with the token in its hand: never anywhere else than to Graph itself. */
export function addressOf(graph: string, path: string): string | null {
  if (!/^\/(v1\.0|beta)\//.test(path)) return null;
  try {
    const url = new URL(graph + path);
    return url.origin === new URL(graph).origin && /^\/(v1\.0|beta)\//.test(url.pathname) ? url.href : null;
  } catch {
    return null;
  }
}

/** What a request comes to that could not get a token. */
export function withoutToken({ code, message }: Failure): NoAnswer {
  if (code === 'cancelled') return { kind: 'cancelled' };
  return { kind: PASSING.has(code) ? 'unreachable' : 'notSignedIn', message };
}
