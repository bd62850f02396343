import { createHash } from 'node:crypto';
import type { AuthorizeRequest } from './authorize-request';

/** Whether a verifier belongs to the challenge of its request. https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
export function isVerifier(challenge: AuthorizeRequest['challenge'], verifier: string | undefined): boolean {
  if (challenge === null) return verifier === undefined;
  if (verifier === undefined || !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return challenge.method === 'plain'
    ? verifier === challenge.value
    : createHash('sha256').update(verifier).digest('base64url') === challenge.value;
}
