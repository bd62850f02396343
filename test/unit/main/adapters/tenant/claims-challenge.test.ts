import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsAskedFor, parseChallenges } from '../../../../../src/main/adapters/tenant/claims-challenge';

const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}';
const encode = (text: string): string => Buffer.from(text).toString('base64');
const BEARER =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"';
const challenge = (claims: string): string => `${BEARER}, error="insufficient_claims", claims="${claims}"`;

describe('a claims challenge', () => {
  it.each([
    ['as Microsoft Graph sends it', challenge(encode(CLAIMS))],
    [
      'in the alphabet for addresses, without padding',
      challenge(encode(CLAIMS).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')),
    ],
    ['with the names in another case and order', `bearer CLAIMS="${encode(CLAIMS)}",ERROR="insufficient_claims"`],
    ['without quotes around the error', `Bearer error=insufficient_claims, claims="${encode(CLAIMS)}"`],
    ['behind another challenge', `PoP nonce="a,b=c", Negotiate ab/cd+e==, ${challenge(encode(CLAIMS))}`],
    ['behind one without parameters', `Negotiate, ${challenge(encode(CLAIMS))}`],
    ['with spaces and empty places', `Bearer  error = "insufficient_claims" ,, claims = "${encode(CLAIMS)}" ,`],
    ['as JSON that is not encoded', `Bearer error="insufficient_claims", claims="${CLAIMS.replace(/"/g, '\\"')}"`],
  ])('is read %s', (_name, header) => {
    expect(claimsAskedFor(header)).toBe(CLAIMS);
  });

  it.each([
    ['no header', undefined],
    ['an empty one', ''],
    ['a token that is merely too old', `${BEARER}, error="invalid_token"`],
    ['claims without the error', `${BEARER}, claims="${encode(CLAIMS)}"`],
    ['another scheme', `Basic error="insufficient_claims", claims="${encode(CLAIMS)}"`],
    ['claims that are no base64', challenge('%%%')],
    ['claims that are no JSON', challenge(encode('no json'))],
    ['claims that are a list', challenge(encode('[1]'))],
    ['claims that are null', challenge(encode('null'))],
    ['claims without end', challenge(encode(JSON.stringify({ a: 'x'.repeat(20_000) })))],
    ['a header without end', challenge(encode(CLAIMS)) + ' '.repeat(70_000)],
    ['a quote that is never closed', `${BEARER}, error="insufficient_claims", claims="${encode(CLAIMS)}`],
    ['a quote that ends in a backslash', 'Bearer error="insufficient_claims\\'],
  ])('is not seen in %s', (_name, header) => {
    expect(claimsAskedFor(header)).toBeNull();
  });

  it('is taken from the first of two values of one name', () => {
    expect(claimsAskedFor(`Bearer error="insufficient_claims", claims="${encode(CLAIMS)}", claims="${encode('{"b":1}')}"`)).toBe(CLAIMS);
  });

  it('is looked for without an error, and quickly, in whatever a service sends', () => {
    const pieces = fc.constantFrom(
      'Bearer ',
      'claims',
      '=',
      '"',
      '\\',
      ',',
      ' ',
      '\t',
      'error',
      '==',
      'ä',
      '\0',
      'a',
      `"${encode(CLAIMS)}"`,
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (header) => {
          expect(Array.isArray(parseChallenges(header))).toBe(true);
          claimsAskedFor(header);
        },
      ),
      { numRuns: 2000 },
    );
    for (const piece of ['Bearer ', 'a=', ',', '"', '\\', 'a ', ' ', '=']) {
      const start = performance.now();
      parseChallenges(piece.repeat(65_000 / piece.length));
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});
