import type { AuthenticationResult, DeviceCodeRequest, PublicClientApplication } from '@azure/msal-node';
import type { BrowserParts } from './browser-sign-in';
import { stopped } from './browser-sign-in';

/** What a sign-in with a code asks for. */
export interface CodeRequest {
  readonly authority: string;
  readonly scopes: string[];
  readonly claims?: string;
}

/** Signs in with a code that is typed on another device. It ends with the code's life, by the service's word. */
export async function signInWithCode(
  client: PublicClientApplication,
  request: CodeRequest,
  { mapAddress, onProgress, signal }: Pick<BrowserParts, 'mapAddress' | 'onProgress' | 'signal'>,
): Promise<AuthenticationResult> {
  const asked: DeviceCodeRequest = {
    ...request,
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) => {
      onProgress({
        stage: 'waiting',
        address: null,
        deviceCode: { userCode, address: mapAddress(verificationUri), expiresAt: new Date(Date.now() + expiresIn * 1000).toISOString() },
      });
    },
  };
  const stop = (): void => {
    asked.cancel = true;
  };
  signal.addEventListener('abort', stop, { once: true });
  const answered = client.acquireTokenByDeviceCode(asked);
  try {
    // The library looks at the flag only after its next pause, and the pause is the service's to choose.
    const result = await Promise.race([answered, stopped(signal)]);
    if (result === null) throw new Error('no token came with the code');
    return result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
