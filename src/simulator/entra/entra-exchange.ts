/** A request to the sign-in service. */
export interface EntraRequest {
  readonly method: string;
  /** Without the slash at its front, cut at slashes, decoded. */
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
  /** The fields of a posted form; null where the body is none. */
  readonly form: ReadonlyMap<string, string> | null;
  /** The cookie that tells one browser from another. */
  readonly browser: string | undefined;
  readonly correlationId: string | undefined;
  /** Scheme, host and port that the client used. */
  readonly origin: string;
}

/** What the sign-in service answers: JSON, or a page. */
export interface EntraReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown> | string;
}

/** The name of the cookie, as Entra calls it. https://learn.microsoft.com/entra/identity/authentication/concept-authentication-web-browser-cookies */
export const BROWSER_COOKIE = 'ESTSAUTH';

const NOT_KEPT = { 'Cache-Control': 'no-store, no-cache', Pragma: 'no-cache' };

/** An answer in JSON. */
export function jsonReply(status: number, body: Record<string, unknown>, headers: Readonly<Record<string, string>> = {}): EntraReply {
  return { status, headers: { ...NOT_KEPT, ...headers }, body };
}

/** An answer that sends the browser elsewhere. */
export function redirectReply(location: string): EntraReply {
  return { status: 302, headers: { ...NOT_KEPT, Location: location }, body: '' };
}

/** An answer with the browser's cookie in it. */
export function withBrowser(reply: EntraReply, browserId: string, origin: string): EntraReply {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  const cookie = `${BROWSER_COOKIE}=${browserId}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  return { ...reply, headers: { ...reply.headers, 'Set-Cookie': cookie } };
}
