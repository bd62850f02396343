import { randomUUID } from 'node:crypto';

/** An error as Microsoft Graph answers it, before it has ids and a date. https://learn.microsoft.com/graph/errors */
export interface GraphError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Something, or an error of Graph. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: GraphError };

/** What worked. */
export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** What did not. */
export function failed(error: GraphError): { readonly ok: false; readonly error: GraphError } {
  return { ok: false, error };
}

const ADVANCED = 'Refer to https://aka.ms/graph-docs/advanced-queries for more information';

/** The errors that the simulated Graph knows, in the words of the real one. */
export const GRAPH_ERRORS = {
  unknownSegment: (segment: string) => error(400, 'BadRequest', `Resource not found for the segment '${segment}'.`),
  methodNotAllowed: () => error(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.'),
  notFound: (id: string) =>
    error(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  invalidUser: (id: string) => error(404, 'ErrorInvalidUser', `The requested user '${id}' is invalid.`),
  itemNotFound: () => error(404, 'ErrorItemNotFound', 'The specified object was not found in the store.'),
  noMailbox: () => error(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.'),
  accessDenied: () => error(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.'),
  // https://learn.microsoft.com/graph/auth-limit-mailbox-access#handling-api-errors
  blockedByPolicy: () =>
    error(403, 'ErrorAccessDenied', 'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.'),
  forbidden: () => error(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  forbiddenPolicies: () =>
    error(403, 'AccessDenied', 'You cannot perform the requested operation, required scopes are missing in the token.'),
  notPremium: () =>
    error(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', "Neither tenant is B2C or tenant doesn't have premium license"),
  meNeedsPerson: () => error(400, 'BadRequest', '/me request is only valid with delegated authentication flow.'),
  unknownProperty: (property: string, type: string) =>
    error(
      400,
      'BadRequest',
      `Parsing OData Select and Expand failed: Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`,
    ),
  unknownFilterProperty: (property: string, type: string) =>
    error(400, 'BadRequest', `Invalid filter clause: Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`),
  invalidFilter: (detail: string) => error(400, 'BadRequest', `Invalid filter clause: ${detail}`),
  unsupportedFilter: (property: string, type: string) =>
    error(
      400,
      'Request_UnsupportedQuery',
      `Unsupported or invalid query filter clause specified for property '${property}' of resource '${type}'.`,
    ),
  unsupportedOperator: (operator: string) =>
    error(400, 'Request_UnsupportedQuery', `Unsupported property filter clause operator '${operator}'.`),
  unsupportedQuery: (detail: string) => error(400, 'Request_UnsupportedQuery', detail),
  sortingNotSupported: () => error(400, 'Request_UnsupportedQuery', 'Sorting not supported for current query.'),
  searchNotSupported: () =>
    error(
      400,
      'Request_BadRequest',
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    ),
  rawCountNeedsHeader: () =>
    error(
      400,
      'Request_UnsupportedQuery',
      `Raw count (/$count) is not supported because the 'ConsistencyLevel:eventual' header is missing. ${ADVANCED}`,
    ),
  expandNotAdvanced: () => error(400, 'Request_UnsupportedQuery', `$expand is not supported with advanced queries. ${ADVANCED}`),
  unknownOption: (option: string) => error(400, 'BadRequest', `The query parameter '${option}' is not supported.`),
  repeatedOption: (option: string) =>
    error(400, 'BadRequest', `Query option '${option}' was specified more than once, but it must be specified at most once.`),
  invalidOption: (option: string, value: string) => error(400, 'BadRequest', `Invalid value '${value}' for ${option} query option found.`),
  pageSize: (size: number, most: number) =>
    error(400, 'Request_UnsupportedQuery', `Invalid page size specified: '${size}'. Must be between 1 and ${most} inclusive.`),
  expiredPageToken: () =>
    error(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired and can no longer be included in your request.'),
  invalidPageToken: () => error(400, 'Request_BadRequest', 'The value of the $skiptoken query option is not valid for this request.'),
  emptyToken: () => unauthorized('Access token is empty.'),
  brokenToken: () => unauthorized('IDX14100: JWT is not well formed, there are no dots (.).'),
  wrongSignature: () => unauthorized('Access token validation failure. Signature validation failed.'),
  wrongIssuer: () => unauthorized('Access token validation failure. Invalid issuer.'),
  wrongAudience: () => unauthorized('Access token validation failure. Invalid audience.'),
  expiredToken: () => unauthorized('Lifetime validation failed, the token is expired.'),
  tokenNotYetValid: () => unauthorized('Lifetime validation failed, the token is not yet valid.'),
  // https://learn.microsoft.com/entra/identity-platform/claims-challenge
  claimsChallenge: () =>
    unauthorized(
      'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
    ),
  tooMany: (retryAfterSeconds: number, headers: Readonly<Record<string, string>> = {}) =>
    error(429, 'TooManyRequests', 'Too many requests. Please wait and try again.', {
      'Retry-After': String(retryAfterSeconds),
      ...headers,
    }),
  unavailable: (retryAfterSeconds: number | null) =>
    error(
      503,
      'serviceNotAvailable',
      'The service is temporarily unavailable. Please try again later.',
      retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) },
    ),
  invalidBatch: (detail: string) => error(400, 'BadRequest', detail),
  failedDependency: () => error(424, 'FailedDependency', 'A request that this one depends on has failed.'),
} as const;

/** What every answer of Graph carries: its own id, the id that the client gave, and the time. */
export interface ReplyStamp {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** `2026-11-21T07:00:00`, without a zone, as Graph writes it there. */
  readonly date: string;
}

/** Makes the stamp of an answer. */
export function replyStamp(nowText: string, clientRequestId: string | undefined): ReplyStamp {
  const requestId = randomUUID();
  return { requestId, clientRequestId: clientRequestId ?? requestId, date: nowText.slice(0, 19) };
}

/** The body of an error. https://learn.microsoft.com/graph/errors#error-resource-type */
export function graphErrorBody(failure: GraphError, stamp: ReplyStamp): Record<string, unknown> {
  return {
    error: {
      code: failure.code,
      message: failure.message,
      innerError: { date: stamp.date, 'request-id': stamp.requestId, 'client-request-id': stamp.clientRequestId },
    },
  };
}

function error(status: number, code: string, message: string, headers?: Readonly<Record<string, string>>): GraphError {
  return { status, code, message, ...(headers ? { headers } : {}) };
}

function unauthorized(message: string): GraphError {
  return error(401, 'InvalidAuthenticationToken', message);
}
