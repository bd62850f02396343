/** A request that the simulator has seen. Tokens, secrets and bodies are not kept. */
export interface LoggedRequest {
  readonly number: number;
  /** By the simulated clock, in milliseconds since 1970 and as text. */
  readonly at: number;
  readonly time: string;
  readonly front: 'graph' | 'exchange' | 'entra' | 'none';
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly appId: string | null;
  /** Null while the answer is being made, and where the connection was cut. */
  status: number | null;
  retryAfter: string | null;
  /** The fault that hit it. */
  fault: string | null;
  /** Of a call of Exchange. */
  cmdlet?: string;
  parameters?: Readonly<Record<string, unknown>>;
  error?: string;
  /** Of a batch. */
  items?: readonly { readonly id: string; readonly method: string; readonly url: string; readonly status: number }[];
}

/** Enough for a reading of the largest tenant. */
const KEPT = 200_000;

/** The requests that came, oldest first; only the newest are kept. */
export class RequestLog {
  private requests: LoggedRequest[] = [];
  private seen = 0;

  /** Notes a request that has come. What comes of it is filled in later. */
  begin(entry: Omit<LoggedRequest, 'number' | 'status' | 'retryAfter' | 'fault'>): LoggedRequest {
    this.seen += 1;
    const logged: LoggedRequest = { ...entry, number: this.seen, status: null, retryAfter: null, fault: null };
    this.requests.push(logged);
    if (this.requests.length > KEPT * 1.1) this.requests = this.requests.slice(-KEPT);
    return logged;
  }

  /** What is kept. */
  all(): readonly LoggedRequest[] {
    return this.requests;
  }

  /** Forgets everything. */
  clear(): void {
    this.requests = [];
    this.seen = 0;
  }
}
