import { error, type EntraError } from './entra-errors';

/** The claims that ask for a second factor. https://learn.microsoft.com/entra/identity-platform/claims-challenge */
const SECOND_FACTOR = JSON.stringify({ access_token: { capolids: { essential: true, values: ['6c47e2a3-0b8e-4d2e-9d1b-7d2f6f0b1c55'] } } });

/** The errors of a sign-in with a person. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const SIGN_IN_ERRORS = {
  unknownRedirect: (uri: string, appId: string) =>
    error(
      400,
      'invalid_request',
      50011,
      `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
    ),
  noRedirect: () => error(400, 'invalid_request', 900971, 'No reply address provided.'),
  invalidInput: (what: string) => error(400, 'invalid_request', 90013, `Invalid input received from the user: ${what}.`),
  badPrompt: (prompt: string) => error(400, 'invalid_request', 90023, `Unsupported 'prompt' value '${prompt}'.`),
  responseType: (type: string) =>
    error(400, 'unsupported_response_type', 700054, `response_type '${type}' is not enabled for the application.`),
  challengeNeeded: () =>
    error(400, 'invalid_request', 50147, 'The size of the code challenge parameter is not valid: a public client has to send one.'),
  challengeMethod: (method: string) => error(400, 'invalid_request', 9002312, `The code_challenge_method '${method}' is not supported.`),
  unexpectedSecret: () =>
    error(401, 'invalid_client', 700025, "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."),
  invalidScope: (scope: string, why: string) =>
    error(400, 'invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid. The scope '${scope}' ${why}`),
  unknownScope: (client: string, scope: string, resourceAppId: string) =>
    error(
      400,
      'invalid_client',
      650053,
      `The application '${client}' asked for scope '${scope}' that doesn't exist on the resource '${resourceAppId}'. Contact the app vendor.`,
    ),
  notPreauthorized: (appId: string, resourceAppId: string) =>
    error(
      400,
      'invalid_request',
      65002,
      `Consent between first party application '${appId}' and first party resource '${resourceAppId}' must be configured via preauthorization - applications owned and operated by Microsoft must get approval from the API owner before requesting tokens for that API.`,
    ),
  severalResources: (scope: string) =>
    error(
      400,
      'invalid_request',
      28000,
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    ),
  notSignedIn: () =>
    error(
      400,
      'login_required',
      50058,
      'A silent sign-in request was sent but no user is signed in. The cookies used to represent the user’s session were not sent in the request.',
    ),
  choiceNeeded: () =>
    error(
      400,
      'interaction_required',
      16000,
      'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
    ),
  noPasswordsHere: () =>
    error(
      400,
      'invalid_request',
      9001023,
      'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
    ),
  wrongPassword: () => error(400, 'invalid_grant', 50126, 'Error validating credentials due to invalid username or password.'),
  unknownUser: (name: string, tenant: string) =>
    error(
      400,
      'invalid_grant',
      50034,
      `The user account ${name} does not exist in the ${tenant} directory. To sign into this application, the account must be added to the directory.`,
    ),
  guestNeedsTenant: (name: string, tenant: string, appId: string) =>
    error(
      400,
      'invalid_grant',
      50020,
      `User account '${name}' from its own identity provider does not exist in tenant '${tenant}' and cannot access the application '${appId}' in that tenant unless the tenant is named in the request.`,
    ),
  disabledUser: () => error(400, 'invalid_grant', 50057, 'The user account is disabled.'),
  notAssigned: (client: string, user: string) =>
    error(
      400,
      'access_denied',
      50105,
      `Your administrator has configured the application '${client}' to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${user}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
    ),
  accessBlocked: () =>
    error(
      400,
      'access_denied',
      53003,
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    ),
  secondFactorNeeded: (resource: string): EntraError => ({
    ...error(
      400,
      'interaction_required',
      50076,
      `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${resource}'.`,
    ),
    suberror: 'basic_action',
    claims: SECOND_FACTOR,
  }),
  consentNeeded: (client: string, appId: string): EntraError => ({
    ...error(
      400,
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the application with ID '${appId}' named '${client}'. Send an interactive authorization request for this user and resource.`,
    ),
    suberror: 'consent_required',
  }),
  consentDeclined: (client: string) => error(400, 'access_denied', 65004, `User declined to consent to access the app '${client}'.`),
  cancelled: () => error(400, 'access_denied', 65004, 'The resource owner or authorization server denied the request.'),
  adminApproval: (client: string) =>
    error(
      400,
      'access_denied',
      90094,
      `An administrator of the tenant has set a policy that prevents you from granting ${client} the permissions it is requesting. Contact an administrator, who can grant permissions to this app on your behalf.`,
    ),
  invalidCode: () => error(400, 'invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.'),
  expiredCode: () =>
    error(
      400,
      'invalid_grant',
      70008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    ),
  usedCode: () =>
    error(
      400,
      'invalid_grant',
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    ),
  otherClient: (appId: string) =>
    error(400, 'invalid_grant', 700005, `The provided authorization code or refresh token was not issued to the client '${appId}'.`),
  otherRedirect: () =>
    error(
      400,
      'invalid_grant',
      500112,
      'The reply address in the token request does not match the reply address provided when requesting Authorization code.',
    ),
  wrongVerifier: () =>
    error(400, 'invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'),
  malformedToken: () => error(400, 'invalid_grant', 9002313, 'Invalid request. The refresh token is malformed or unknown.'),
  revoked: (issued: string, validFrom: string) =>
    error(
      400,
      'invalid_grant',
      50173,
      `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${issued}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${validFrom}'.`,
    ),
  inactive: (issued: string) =>
    error(
      400,
      'invalid_grant',
      700082,
      `The refresh token has expired due to inactivity. The token was issued on ${issued} and was inactive for 90.00:00:00.`,
    ),
  publicFlowsOff: () =>
    error(401, 'invalid_client', 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
  pending: () => error(400, 'authorization_pending', 70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.'),
  deviceDeclined: () => error(400, 'authorization_declined', 65004, 'The end user denied the authorization request.'),
  deviceExpired: () => error(400, 'expired_token', 70019, 'Verification code expired.'),
  unknownDeviceCode: () => error(400, 'bad_verification_code', 70018, 'Invalid verification code.'),
  unavailable: () => error(503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.'),
} as const;
