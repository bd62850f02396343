/** A fault that can be switched on, and what its value means. */
export interface FaultFact {
  readonly name: string;
  /** `count`: so many of the next requests; `number`: a figure; `word`: a name; `nothing`: it is on until it is switched off. */
  readonly takes: 'count' | 'number' | 'word' | 'nothing';
  readonly explanation: string;
}

/** The faults, as `--fault NAME[=VALUE]` and `POST /_simulator/faults` take them. */
export const FAULTS = [
  { name: 'throttle', takes: 'count', explanation: '429 with Retry-After (seconds after a colon: throttle=20:30)' },
  { name: 'unavailable', takes: 'count', explanation: '503, with Retry-After where seconds are given (unavailable=3:10)' },
  { name: 'error', takes: 'count', explanation: '500 without any hint when to come back' },
  { name: 'reset', takes: 'count', explanation: 'the connection is cut before anything is answered or done' },
  { name: 'drop-after-commit', takes: 'count', explanation: 'the request is carried out, then the connection is cut' },
  { name: 'hold', takes: 'count', explanation: 'the answer is held back until POST /_simulator/release, or until the client goes' },
  {
    name: 'hold-before',
    takes: 'count',
    explanation: 'the request waits for POST /_simulator/release before anything is done; if the client goes, nothing is',
  },
  { name: 'truncate', takes: 'count', explanation: 'the JSON ends in the middle' },
  { name: 'partial-batch', takes: 'count', explanation: 'every second request inside the batch is answered 429' },
  { name: 'expired-token', takes: 'count', explanation: '401 as if the token had ended' },
  {
    name: 'claims-challenge',
    takes: 'count',
    explanation: '401 with insufficient_claims, except for tokens that were asked for with claims',
  },
  { name: 'expired-skiptoken', takes: 'count', explanation: 'the mark of the next page is taken for an expired one' },
  { name: 'refresh-expired', takes: 'count', explanation: 'the refresh token was not used for 90 days (AADSTS700082)' },
  { name: 'sign-in-unavailable', takes: 'count', explanation: '503 from the sign-in service, with Retry-After where seconds are given' },
  {
    name: 'mfa-required',
    takes: 'nothing',
    explanation: 'a second factor is asked for; without one a refresh token is refused (AADSTS50076)',
  },
  { name: 'access-blocked', takes: 'nothing', explanation: 'conditional access lets nobody sign in (AADSTS53003)' },
  { name: 'device-code-blocked', takes: 'nothing', explanation: 'conditional access lets nobody sign in with a device code (AADSTS53003)' },
  { name: 'admin-approval', takes: 'nothing', explanation: 'nobody may consent, not even an administrator (AADSTS90094)' },
  { name: 'slow', takes: 'number', explanation: 'every answer takes so many milliseconds of real time' },
  { name: 'clock-skew', takes: 'number', explanation: 'the clock of the service is so many seconds ahead (negative: behind)' },
  {
    name: 'forbidden',
    takes: 'word',
    explanation: 'a path of Graph (/oauth2PermissionGrants) or a cmdlet (Get-ApplicationAccessPolicy) is not permitted to anybody',
  },
] as const satisfies readonly FaultFact[];

/** The name of a fault. */
export type FaultName = (typeof FAULTS)[number]['name'];

/** The names of faults that are on or off. */
export type SwitchedFault = Extract<(typeof FAULTS)[number], { readonly takes: 'nothing' }>['name'];

/** The names of faults that hit so many requests. */
export type CountedFault = Extract<(typeof FAULTS)[number], { readonly takes: 'count' }>['name'];
