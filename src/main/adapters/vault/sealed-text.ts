import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const MAGIC = Buffer.from('MSVF');
const VERSION = 1;
const HASH_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + 1 + HASH_BYTES;

/** What a sealed file is found to be. */
export type Unsealed =
  | { readonly kind: 'text'; readonly text: string }
  /** A later version of the app wrote it. */
  | { readonly kind: 'newer' }
  /** Cut, changed, of another name, or sealed with another key: which of them cannot be told, and makes no difference. */
  | { readonly kind: 'damaged' };

/** A key for one file. */
export function newKey(): Buffer {
  return randomBytes(32);
}

/** What the file of a name is called: a name may hold what no file name can. */
export function sealedFileName(name: string): string {
  return `${hashOf(name).toString('hex')}.bin`;
}

/**
 * Encrypts a text with AES-256-GCM: magic, version, hash of the name (all three authenticated), nonce, ciphertext, tag.
 * The nonce is new each time, as one key must never see one twice.
 * https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
 */
export function seal(name: string, text: string, key: Uint8Array): Buffer {
  const header = Buffer.concat([MAGIC, Buffer.from([VERSION]), hashOf(name)]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(header);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, sealed, cipher.getAuthTag()]);
}

/** Decrypts what `seal` made, if nothing of it changed. */
export function unseal(name: string, content: Uint8Array, key: Uint8Array): Unsealed {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES) return { kind: 'damaged' };
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return { kind: 'damaged' };
  const version = bytes[MAGIC.length] ?? 0;
  if (version > VERSION) return { kind: 'newer' };
  const header = bytes.subarray(0, HEADER_BYTES);
  const expected = Buffer.concat([MAGIC, Buffer.from([VERSION]), hashOf(name)]);
  if (!header.equals(expected)) return { kind: 'damaged' };
  try {
    const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(header);
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const sealed = bytes.subarray(HEADER_BYTES + NONCE_BYTES, bytes.length - TAG_BYTES);
    return { kind: 'text', text: Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8') };
  } catch {
    return { kind: 'damaged' };
  }
}

function hashOf(name: string): Buffer {
  return createHash('sha256').update(name, 'utf8').digest();
}
