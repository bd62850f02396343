import type { DirectoryAnswer, DirectoryRequest, ExchangeAnswer, ExchangeCommand } from '../../shared/ipc/tenant-access';

/** What the engine may ask of Microsoft Graph: reads, and several reads at once. */
export function isRead(request: DirectoryRequest): boolean {
  // The engine is another process: what it sends is what it says, whatever its type.
  const { method, path, body } = request as { readonly method: string; readonly path: string; readonly body: string | null };
  if (method === 'GET') return body === null;
  return method === 'POST' && /^\/(?:v1\.0|beta)\/\$batch$/.test(path) && isBatchOfReads(body);
}

/** What the engine may ask of Exchange Online. */
export function isReadingCmdlet({ cmdlet }: ExchangeCommand): boolean {
  return /^(?:Get|Test)-[A-Za-z]+$/i.test(cmdlet);
}

/** What is answered instead of a change. */
export const CHANGE_REFUSED: DirectoryAnswer = {
  kind: 'answer',
  status: 403,
  headers: {},
  body: JSON.stringify({ error: { code: 'changeRefused', message: 'A reading changes nothing: this request was not sent.' } }),
};

/** What is answered instead of a cmdlet that changes. */
export const CMDLET_REFUSED: ExchangeAnswer = {
  kind: 'error',
  category: 'PermissionDenied',
  id: 'MailscopeCmdletNotAllowed',
  message: 'A reading changes nothing: this cmdlet was not run.',
};

/** https://learn.microsoft.com/graph/json-batching: each request has a method of its own. */
function isBatchOfReads(body: string | null): boolean {
  let value: unknown;
  try {
    value = JSON.parse(body ?? '');
  } catch {
    return false;
  }
  const requests = typeof value === 'object' && value !== null && 'requests' in value ? value.requests : null;
  if (!Array.isArray(requests)) return false;
  return requests.every((request: unknown) => {
    if (typeof request !== 'object' || request === null) return false;
    const { method, url, body: content } = request as Partial<Record<string, unknown>>;
    return method === 'GET' && typeof url === 'string' && content === undefined;
  });
}
