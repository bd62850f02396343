import { error } from './entra-errors';

/** The errors of clients that prove themselves with a certificate. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const ASSERTION_ERRORS = {
  wrongType: (type: string) =>
    error(400, 'invalid_request', 50012, `Authentication failed: the client assertion type '${type}' is not supported.`),
  malformed: (why: string) => error(400, 'invalid_request', 50027, `JWT token is invalid or malformed. ${why}`),
  subjectNotIssuer: () => error(400, 'invalid_request', 50048, 'Subject must match Issuer claim in the client assertion.'),
  otherClient: () => error(400, 'invalid_client', 700021, "Client assertion application identifier doesn't match 'client_id' parameter."),
  wrongAudience: () => error(401, 'invalid_client', 700023, 'Client assertion audience claim does not match Realm issuer.'),
  notInTime: (now: string) =>
    error(401, 'invalid_client', 700024, `Client assertion is not within its valid time range. Current time: ${now}.`),
  keyNotFound: (thumbprint: string, appId: string) =>
    error(
      401,
      'invalid_client',
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', configured keys are those of app Id '${appId}'].`,
    ),
  keyExpired: (thumbprint: string, appId: string) =>
    error(
      401,
      'invalid_client',
      700027,
      `Client assertion failed signature validation. [Reason - The key used is expired., Thumbprint of key used by client: '${thumbprint}', configured keys are those of app Id '${appId}'].`,
    ),
  wrongSignature: (thumbprint: string, appId: string) =>
    error(
      401,
      'invalid_client',
      700027,
      `Client assertion failed signature validation. [Reason - Key was found, but use of the key to verify the signature failed., Thumbprint of key used by client: '${thumbprint}', configured keys are those of app Id '${appId}'].`,
    ),
} as const;
