import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * What is kept of a secret or a password. The texts are long and random, so one round is enough; the point is that a
 * simulated tenant, too, cannot show a secret a second time. The owner's id goes in, so that equal secrets differ.
 */
export function hashSecret(ownerId: string, text: string): string {
  return createHash('sha256').update(`${ownerId.toLowerCase()}\n${text}`).digest('base64');
}

/** Whether a text is the secret that was kept as `hash`. */
export function isSecret(ownerId: string, text: string, hash: string): boolean {
  if (hash === '') return false;
  const given = Buffer.from(hashSecret(ownerId, text));
  const held = Buffer.from(hash);
  return given.length === held.length && timingSafeEqual(given, held);
}
