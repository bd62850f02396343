/** What the arguments of a start ask for. */
export interface StartRequest {
  /** Read the demo tenant. */
  readonly demo: boolean;
  /** Open the sample that comes with the app: nothing has to run for it. */
  readonly sample: boolean;
  /** Files to open, as given. */
  readonly files: readonly string[];
}

/**
 * Reads the arguments of a start. The first `ownValues` of them belong to the runtime: in a checkout the app's folder and what
 * stands before it. Switches of Chromium and the app alike begin with a dash; a file whose name does stands behind `--`.
 */
export function readStart(values: readonly string[], ownValues: number): StartRequest {
  const end = values.indexOf('--');
  const before = end < 0 ? values : values.slice(0, end);
  // macOS starts an app from the Finder with -psn_…; that begins with a dash as well.
  const plain = before.slice(ownValues).filter((value) => value !== '' && !value.startsWith('-'));
  return {
    demo: before.includes('--demo'),
    sample: before.includes('--sample'),
    files: [...plain, ...(end < 0 ? [] : values.slice(end + 1))],
  };
}

/** Keeps what is to be opened until somebody can: macOS names files before the app is ready, a second start at any time. */
export class StartQueue {
  private waiting: StartRequest[] = [];
  private serve: ((request: StartRequest) => void) | null = null;

  /** Opens now, or as soon as someone serves. */
  add(request: StartRequest): void {
    if (!request.demo && !request.sample && request.files.length === 0) return;
    if (this.serve) this.serve(request);
    else this.waiting.push(request);
  }

  /** What waited so far; the rest goes to the listener. */
  take(serve: (request: StartRequest) => void): StartRequest {
    const waiting = this.waiting;
    this.waiting = [];
    this.serve = serve;
    return {
      demo: waiting.some((request) => request.demo),
      sample: waiting.some((request) => request.sample),
      files: waiting.flatMap((request) => request.files),
    };
  }
}

/** What a second start hands to the first one: read by the first with suspicion, since any program can send it. */
export function readStartRequest(value: unknown): StartRequest {
  const fields = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const files = Array.isArray(fields['files']) ? fields['files'] : [];
  return {
    demo: fields['demo'] === true,
    sample: fields['sample'] === true,
    files: files.filter((file): file is string => typeof file === 'string').slice(0, 10),
  };
}
