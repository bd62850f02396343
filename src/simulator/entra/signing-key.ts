import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** The key that a simulated tenant signs its tokens with, and the public half as clients fetch it. */
export interface SigningKey {
  readonly keyId: string;
  readonly publicKey: { readonly n: string; readonly e: string };
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

/** Makes a signing key: RS256, as Microsoft signs (https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-signature). */
export function createSigningKey(): SigningKey {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return signingKeyOf(pair.privateKey, pair.publicKey);
}

/** A signing key from PEM text, for tests that want a forged token signed by somebody else, or the same key twice. */
export function readSigningKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  return signingKeyOf(privateKey, createPublicKey(privateKey));
}

function signingKeyOf(privateKey: KeyObject, publicKey: KeyObject): SigningKey {
  const { n, e } = publicKey.export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new Error('not an RSA key');
  return {
    keyId: createHash('sha256').update(n).digest('base64url').slice(0, 27),
    publicKey: { n, e },
    sign: (text) => sign('sha256', Buffer.from(text), privateKey).toString('base64url'),
    verify: (text, signature) => verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64url')),
  };
}
