/** A request over HTTPS. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Why no answer came. `certificate`: the other side (a proxy, perhaps) showed one that this machine does not trust. */
export type HttpProblem = 'offline' | 'nameNotFound' | 'refused' | 'proxy' | 'certificate' | 'timeout' | 'cut';

/** What came of a request. Names of headers are in lower case. */
export type HttpOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'unreachable'; readonly problem: HttpProblem; readonly message: string }
  | { readonly kind: 'cancelled' };

/** HTTP by whatever carries it. One request, one answer; never rejects, repeats nothing, keeps no cookies and no cache. */
export interface HttpPort {
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>;
}
