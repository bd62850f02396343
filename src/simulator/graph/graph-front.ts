import type { AccessTokens, TokenRefusal } from '../entra/access-tokens';
import { callerOf, type Caller } from '../entra/caller';
import { wasRevoked } from '../entra/continuous-evaluation';
import { GRAPH_APP_ID } from '../facts/permission-ids';
import type { FaultSwitch } from '../faults/fault-switch';
import type { TenantState } from '../state/tenant-state';
import { checkExpand, checkSelect, readQueryOptions, type QueryOptions } from './query-options';
import { done, failed, GRAPH_ERRORS, graphErrorBody, replyStamp, type GraphError, type Outcome, type ReplyStamp } from './graph-errors';
import { isPermitted, PATH_PERMISSIONS } from './graph-permissions';
import { hasPremium } from './licenses';
import { answerCount, answerList } from './list-answer';
import { personMayRead } from './person-rights';
import { PageMarks } from './page-marks';
import { contextUrl, renderRelated, selectProperties } from './render';
import { findRoute, type FoundRoute, type RouteAnswer } from './routes';
import { isCast } from './routes/directory-objects';
import { mailboxOfPath } from './routes/mailboxes';
import { Throttle } from './throttle';
import { carryOut } from './writes/carry-out';
import type { WriteRoute } from './writes/write-route';
import { findWrite } from './writes/write-routes';

/** A request to Graph, apart from how it came. */
export interface GraphRequest {
  readonly method: string;
  readonly version: 'v1.0' | 'beta';
  /** The path after the version, as written, without slashes at its ends. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  header(name: string): string | undefined;
  /** Scheme, host and port that the client used. */
  readonly origin: string;
  /** A posted body that is JSON. */
  readonly body?: unknown;
}

/** What Graph answers. */
export interface GraphReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** An object, text for a raw count, or nothing at all. */
  readonly body: Readonly<Record<string, unknown>> | string | null;
  /** To be called when the answer has gone out. */
  readonly release?: () => void;
}

/** Who the token of a request speaks for. */
export type Authentication = { readonly ok: true; readonly caller: Caller } | { readonly ok: false; readonly error: GraphError };

const REFUSALS: Readonly<Record<TokenRefusal, () => GraphError>> = {
  empty: GRAPH_ERRORS.emptyToken,
  malformed: GRAPH_ERRORS.brokenToken,
  signature: GRAPH_ERRORS.wrongSignature,
  issuer: GRAPH_ERRORS.wrongIssuer,
  tenant: GRAPH_ERRORS.wrongIssuer,
  audience: GRAPH_ERRORS.wrongAudience,
  notYetValid: GRAPH_ERRORS.tokenNotYetValid,
  expired: GRAPH_ERRORS.expiredToken,
};

/** The simulated Microsoft Graph: who asks, what for, whether they may, how much they have asked already, and the answer. */
export class GraphFront {
  readonly marks: PageMarks;
  private readonly throttle: Throttle;
  private readonly premium: () => boolean;

  constructor(
    private readonly state: TenantState,
    private readonly tokens: AccessTokens,
    private readonly faults: FaultSwitch,
  ) {
    this.marks = new PageMarks(state.clock);
    this.throttle = new Throttle(state.clock, () => state.users.size);
    this.premium = () => hasPremium(state);
  }

  /** Reads the token of a request. */
  authenticate(request: GraphRequest): Authentication {
    if (this.faults.takes('expired-token', placeOf(request))) return { ok: false, error: challenge(request, GRAPH_ERRORS.expiredToken()) };
    const header = request.header('authorization') ?? '';
    const token = /^bearer\s+(.*)$/i.exec(header)?.[1]?.trim() ?? '';
    const checked = this.tokens.check(token, GRAPH_APP_ID, this.faults.clockSkewSeconds);
    // Who comes with the claims that a challenge asked for has met it.
    const answered = checked.ok && this.tokens.answersChallenge(checked.claims);
    const cut = checked.ok && wasRevoked(this.state, checked.claims);
    if (cut || (!answered && this.faults.takes('claims-challenge', placeOf(request))))
      return { ok: false, error: challenge(request, GRAPH_ERRORS.claimsChallenge(), this.state.clock.now()) };
    return checked.ok
      ? { ok: true, caller: callerOf(checked.claims) }
      : { ok: false, error: challenge(request, REFUSALS[checked.refusal]()) };
  }

  /** Answers a request of a caller who is known. */
  answer(request: GraphRequest, caller: Caller): GraphReply {
    const stamp = replyStamp(this.state.clock.nowText(), request.header('client-request-id'));
    const segments = request.path.split('/').map(decodeSegment);
    const found = findRoute(request.version, segments);
    if (request.method !== 'GET') return this.answerWrite(request, caller, segments, stamp);
    if ('unknown' in found) {
      const known = request.version === 'v1.0' && findWrite('GET', segments) !== null;
      return this.failure(known ? GRAPH_ERRORS.methodNotAllowed() : GRAPH_ERRORS.unknownSegment(found.unknown), stamp);
    }
    if (found.cast !== null && !isCast(found.cast))
      return this.failure(GRAPH_ERRORS.unknownSegment(`microsoft.graph.${found.cast}`), stamp);
    const options = readQueryOptions(request.query, request.header('consistencylevel'));
    if (!options.ok) return this.failure(options.error, stamp);
    const admission = this.admit(found, caller, options.value);
    if (!admission.ok) return this.failure(admission.error, stamp);
    const reply = this.answerAdmitted(request, caller, found, options.value, stamp);
    const release = admission.value.release;
    const headers = { ...reply.headers, ...admission.value.headers };
    return release ? { ...reply, headers, release } : { ...reply, headers };
  }

  /** The body and headers of an error. */
  failure(error: GraphError, stamp: ReplyStamp = replyStamp(this.state.clock.nowText(), undefined)): GraphReply {
    return { status: error.status, headers: { ...stampHeaders(stamp), ...error.headers }, body: graphErrorBody(error, stamp) };
  }

  private answerWrite(request: GraphRequest, caller: Caller, segments: readonly string[], stamp: ReplyStamp): GraphReply {
    const found = request.version === 'v1.0' ? findWrite(request.method, segments) : null;
    if (found === null || found === 'known') {
      const read = findRoute(request.version, segments);
      const unknown = found === null && 'unknown' in read ? read.unknown : null;
      return this.failure(unknown === null ? GRAPH_ERRORS.methodNotAllowed() : GRAPH_ERRORS.unknownSegment(unknown), stamp);
    }
    const { route, ids } = found;
    const admission = this.admitWrite(route, ids, caller);
    if (!admission.ok) return this.failure(admission.error, stamp);
    const { headers, release } = admission.value;
    const forbidden = this.faults.forbids(route.template, `/${request.path}`);
    const done = forbidden ? failed(GRAPH_ERRORS.forbidden()) : carryOut(this.state, request, caller, found);
    const reply = done.ok ? { ...done.value, headers: { ...stampHeaders(stamp), ...done.value.headers } } : this.failure(done.error, stamp);
    return { ...reply, headers: { ...reply.headers, ...headers }, ...(release ? { release } : {}) };
  }

  private answerAdmitted(request: GraphRequest, caller: Caller, found: FoundRoute, options: QueryOptions, stamp: ReplyStamp): GraphReply {
    const refusal = this.refusal(found, caller, request);
    if (refusal) return this.failure(refusal, stamp);
    const answer = found.route.answer({
      state: this.state,
      caller,
      ids: found.ids,
      cast: found.cast,
      hasLicenseForReports: this.premium(),
    });
    const body = this.render(request, found, options, answer);
    if (!body.ok) return this.failure(body.error, stamp);
    return { status: 200, headers: stampHeaders(stamp), body: body.value };
  }

  private refusal(found: FoundRoute, caller: Caller, request: GraphRequest): GraphError | null {
    const { template } = found.route;
    const policies = template.startsWith('/policies/');
    const forbidden = policies ? GRAPH_ERRORS.forbiddenPolicies() : GRAPH_ERRORS.forbidden();
    if (this.faults.forbids(template, `/${request.path}`)) return forbidden;
    // Paths of whoever is signed in say by themselves that an app is nobody.
    if (caller.kind === 'app' && PATH_PERMISSIONS[template]?.application.length === 0) return null;
    const permitted =
      caller.kind === 'app' ? isPermitted(template, 'application', caller.roles) : isPermitted(template, 'delegated', caller.scopes);
    if (!permitted || (caller.kind === 'person' && !personMayRead(this.state, caller.userId, template, found.ids))) return forbidden;
    // User.Read opens one's own account alone.
    if (caller.kind === 'person' && template === '/users/{id}' && !this.isSelf(caller.userId, found.ids[0] ?? '')) {
      const others = caller.scopes.filter((scope) => scope !== 'User.Read' && scope !== 'User.ReadWrite');
      return isPermitted(template, 'delegated', others) ? null : forbidden;
    }
    return null;
  }

  private isSelf(userId: string, name: string): boolean {
    const user = this.state.users.get(userId);
    return [user?.id, user?.userPrincipalName].some((own) => own?.toLowerCase() === name.toLowerCase());
  }

  private render(
    request: GraphRequest,
    found: FoundRoute,
    options: QueryOptions,
    answer: RouteAnswer,
  ): Outcome<Record<string, unknown> | string> {
    if (answer.kind === 'failure') return failed(answer.error);
    const base = `${request.origin}/${request.version}`;
    if (answer.kind === 'list') {
      if (found.rawCount) return answerCount(answer.source, options);
      const query = request.query.filter(([name]) => name.toLowerCase().replace('$', '') !== 'skiptoken');
      return answerList(answer.source, options, { base, path: request.path, query, marks: this.marks });
    }
    if (found.rawCount) return failed(GRAPH_ERRORS.unknownSegment('$count'));
    const select = checkSelect(options.select, answer.type);
    if (!select.ok) return select;
    const expand = checkExpand(options.expand, answer.type);
    if (!expand.ok) return expand;
    const body: Record<string, unknown> = {
      '@odata.context': contextUrl(base, answer.contextName, select.value, expand.value, true),
      ...selectProperties(answer.view, answer.type, select.value),
    };
    for (const item of expand.value) body[item.relationship] = renderRelated(answer.expand?.(item.relationship), item);
    return done(body);
  }

  private admit(found: FoundRoute, caller: Caller, options: QueryOptions): Outcome<Admitted> {
    const { appId } = caller;
    const box = mailboxOfPath(this.state, caller, found.route, found.ids);
    if (box !== null && !('status' in box)) return this.admitMailbox(appId, box.ExternalDirectoryObjectId.toLowerCase());
    const { retryAfterSeconds, headers } = this.throttle.admitDirectory(appId, this.state.tenantId, found.route.template, options);
    return retryAfterSeconds === null ? done({ headers }) : failed(GRAPH_ERRORS.tooMany(retryAfterSeconds, headers));
  }

  private admitWrite(route: WriteRoute, ids: readonly string[], caller: Caller): Outcome<Admitted> {
    const box = mailboxOfPath(this.state, caller, route, ids);
    if (box !== null && !('status' in box)) return this.admitMailbox(caller.appId, box.ExternalDirectoryObjectId.toLowerCase());
    const { retryAfterSeconds, headers } = this.throttle.admitWrite(caller.appId, this.state.tenantId);
    return retryAfterSeconds === null ? done({ headers }) : failed(GRAPH_ERRORS.tooMany(retryAfterSeconds, headers));
  }

  private admitMailbox(appId: string, id: string): Outcome<Admitted> {
    const { retryAfterSeconds, headers } = this.throttle.admitMailbox(appId, id);
    if (retryAfterSeconds !== null) return failed(GRAPH_ERRORS.tooMany(retryAfterSeconds, headers));
    return done({
      headers,
      release: () => {
        this.throttle.leaveMailbox(appId, id);
      },
    });
  }
}

/** What a request that may be answered now says about limits, and what is to be done when its answer has gone out. */
interface Admitted {
  readonly headers: Readonly<Record<string, string>>;
  readonly release?: () => void;
}

/** The method and the path, as faults are aimed at them. */
export function placeOf({ method, version, path }: GraphRequest): string {
  return `${method} /${version}/${path}`;
}

function stampHeaders(stamp: ReplyStamp): Record<string, string> {
  return { 'request-id': stamp.requestId, 'client-request-id': stamp.clientRequestId, 'OData-Version': '4.0', 'Cache-Control': 'private' };
}

/** What an answer 401 says about where to get a token. https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function challenge(request: GraphRequest, error: GraphError, notBefore: number | null = null): GraphError {
  const place = `Bearer realm="", authorization_uri="${request.origin}/common/oauth2/authorize", client_id="${GRAPH_APP_ID}"`;
  const value = String(Math.floor((notBefore ?? 0) / 1000));
  const claims = Buffer.from(JSON.stringify({ access_token: { nbf: { essential: true, value } } })).toString('base64');
  const more = notBefore !== null ? `, error="insufficient_claims", claims="${claims}"` : '';
  return { ...error, headers: { ...error.headers, 'WWW-Authenticate': `${place}${more}` } };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
