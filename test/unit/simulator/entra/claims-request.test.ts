import { describe, expect, it } from 'vitest';
import { NO_CLAIMS, readClaims } from '../../../../src/simulator/entra/claims-request';

describe('the claims of a request', () => {
  it.each([
    ['nothing', undefined, NO_CLAIMS],
    ['an empty text', '', NO_CLAIMS],
    ['an empty object', '{}', NO_CLAIMS],
    ['claims of the id token alone', '{"id_token":{"auth_time":{"essential":true}}}', NO_CLAIMS],
    ['what the client can handle', '{"access_token":{"xms_cc":{"values":["cp1"]}}}', { ...NO_CLAIMS, capabilities: ['cp1'] }],
    ['a time', '{"access_token":{"nbf":{"essential":true,"value":"1"}}}', { ...NO_CLAIMS, answersChallenge: true }],
    ['a context', '{"access_token":{"acrs":{"value":"c1"}}}', { ...NO_CLAIMS, contexts: ['c1'], answersChallenge: true }],
    [
      'values that are no texts',
      '{"access_token":{"acrs":{"values":[1,"c2"]}}}',
      { ...NO_CLAIMS, contexts: ['c2'], answersChallenge: true },
    ],
    ['a claim that is null', '{"access_token":{"acrs":null}}', { ...NO_CLAIMS, answersChallenge: true }],
  ])('%s', (_what, text, claims) => {
    expect(readClaims(text)).toEqual(claims);
  });

  it.each(['{', '[]', '"text"', 'null', '{"access_token":[]}', '{"access_token":1}'])('are refused where they are %s', (text) => {
    expect(readClaims(text)).toBeNull();
  });
});
