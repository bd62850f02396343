import { request as httpRequest } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import type { SignInProgress } from '../../../shared/ipc/account-shapes';
import { REFUSED_PAGE, SIGNED_IN_PAGE } from './sign-in-pages';

/** What a sign-in in the browser asks for. */
export interface BrowserRequest {
  readonly authority: string;
  readonly scopes: string[];
  readonly prompt?: string;
  readonly loginHint?: string;
  readonly claims?: string;
}

/** What it needs around it. */
export interface BrowserParts {
  readonly openBrowser: (address: string) => Promise<void>;
  readonly mapAddress: (address: string) => string;
  readonly onProgress: (progress: Omit<SignInProgress, 'requestId'>) => void;
  /** Ends it: the library has no way of its own to be stopped. */
  readonly signal: AbortSignal;
}

/** The reason that a sign-in ended without the service having said anything. */
export class SignInStopped extends Error {
  override readonly name = 'SignInStopped';
}

/**
 * Signs in with the system's browser. The library waits for the answer on a port of its own and cannot be told to stop waiting,
 * so whoever stops it posts a refusal to that port, as the service would.
 */
export async function signInWithBrowser(
  client: PublicClientApplication,
  request: BrowserRequest,
  { openBrowser, mapAddress, onProgress, signal }: BrowserParts,
): Promise<AuthenticationResult> {
  let waiting: ReturnAddress | null = null;
  const stop = (): void => {
    if (waiting !== null) void postRefusal(waiting);
  };
  signal.addEventListener('abort', stop, { once: true });
  const answered = client.acquireTokenInteractive({
    ...request,
    nonce: randomUUID(),
    successTemplate: SIGNED_IN_PAGE,
    errorTemplate: REFUSED_PAGE,
    openBrowser: (asked) => {
      waiting = returnAddressOf(asked);
      const address = mapAddress(asked);
      if (signal.aborted) {
        stop();
      } else {
        onProgress({ stage: 'opening', address, deviceCode: null });
        // Nobody waits for the browser, which may take its time. Where it cannot be opened nothing is lost: the address can be copied into one.
        openBrowser(address).then(
          () => {
            onProgress({ stage: 'waiting', address, deviceCode: null });
          },
          () => undefined,
        );
      }
      return Promise.resolve();
    },
  });
  try {
    return await Promise.race([answered, stopped(signal)]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Rejects when the signal fires. */
export function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(new SignInStopped('stopped'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

interface ReturnAddress {
  readonly port: number;
  readonly state: string;
}

function returnAddressOf(address: string): ReturnAddress {
  const { searchParams } = new URL(address);
  return { port: Number(new URL(searchParams.get('redirect_uri') ?? '').port), state: searchParams.get('state') ?? '' };
}

function postRefusal({ port, state }: ReturnAddress): Promise<void> {
  const body = new URLSearchParams({ error: 'access_denied', state }).toString();
  return new Promise((resolve) => {
    const sent = httpRequest({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) },
    });
    // Whether it still listens or not: in either case nobody waits any more.
    sent.once('error', () => {
      resolve();
    });
    sent.once('response', (answer) => {
      answer.resume();
      resolve();
    });
    sent.end(body);
  });
}
