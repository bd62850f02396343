import { constants, verify, type KeyObject } from 'node:crypto';

/** A JSON web token of somebody else: its header and claims, and what its signature stands over. */
export interface SignedText {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

/** Takes a JSON web token apart; null where the text is none. https://www.rfc-editor.org/rfc/rfc7519 */
export function readSignedText(text: string): SignedText | null {
  const [head, payload, signature, ...rest] = text.split('.');
  if (head === undefined || payload === undefined || signature === undefined || signature === '' || rest.length > 0) return null;
  const header = readJson(head);
  const claims = readJson(payload);
  return header && claims ? { header, claims, signed: `${head}.${payload}`, signature: Buffer.from(signature, 'base64url') } : null;
}

/** Whether the signature was made with a key: RS256 or PS256, which are what Entra takes. */
export function isSignedWith({ header, signed, signature }: SignedText, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false;
  const data = Buffer.from(signed);
  try {
    if (header['alg'] === 'RS256') return verify('sha256', data, key, signature);
    if (header['alg'] !== 'PS256') return false;
    return verify('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature);
  } catch {
    return false;
  }
}

function readJson(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
