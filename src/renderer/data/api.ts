import type { ChannelAnswer, ChannelRequest, Failure } from '../../shared/ipc/envelope';
import type { MailscopeApi } from '../../shared/ipc/mailscope-api';

declare global {
  interface Window {
    /** The bridge that the preload puts there. */
    readonly mailscope: MailscopeApi;
  }
}

/** What a request comes to. */
export type Answer<Output> = ChannelAnswer<Output>;

let counter = 0;

/** A new request id: unique in this window. */
export function nextRequestId(): string {
  counter += 1;
  return `ui-${counter}`;
}

/** A number that grows with every list query, so that answers to older ones can be told apart. */
export function nextQuerySeq(): number {
  counter += 1;
  return counter;
}

interface RequestOptions {
  readonly requestId?: string;
  /** Cancels the request in main when it fires; the answer is then `cancelled`. */
  readonly signal?: AbortSignal;
}

/** Sends a request through a method of the bridge. */
export async function request<Input, Output>(
  method: (request: ChannelRequest<Input>) => Promise<ChannelAnswer<Output>>,
  input: Input,
  options: RequestOptions = {},
): Promise<Answer<Output>> {
  const requestId = options.requestId ?? nextRequestId();
  const cancel = (): void => window.mailscope.cancel(requestId);
  options.signal?.addEventListener('abort', cancel, { once: true });
  const answer = await method({ requestId, input });
  options.signal?.removeEventListener('abort', cancel);
  return answer;
}

/** Opens a page of a listed host in the system's browser. Main refuses every other address. */
export function openExternal(url: string): void {
  void request(window.mailscope.app.openExternal, { url });
}

/** Whether a failure only says that the user stopped something. */
export function isCancellation(failure: Failure): boolean {
  return failure.code === 'cancelled' || failure.code === 'dialog-closed';
}
