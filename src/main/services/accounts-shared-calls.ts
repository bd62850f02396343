import { err, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';

interface Call<T> {
  readonly answer: Promise<Result<T, Failure>>;
  readonly giveUp: AbortController;
  waiting: number;
}

/** Makes one call of several equal ones that overlap. Whoever cancels leaves; the call ends when nobody waits for it any more. */
export class SharedCalls<T> {
  private readonly calls = new Map<string, Call<T>>();

  /** Joins the call under a key, or begins it. */
  async join(key: string, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    if (signal.aborted) return err(failure('cancelled'));
    const call = this.calls.get(key) ?? this.begin(key, begin);
    call.waiting += 1;
    let leave: () => void = () => undefined;
    const left = new Promise<Result<T, Failure>>((resolve) => {
      leave = () => {
        resolve(err(failure('cancelled')));
      };
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([call.answer, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      call.waiting -= 1;
      if (call.waiting === 0) this.end(key, call);
    }
  }

  private begin(key: string, begin: (signal: AbortSignal) => Promise<Result<T, Failure>>): Call<T> {
    const giveUp = new AbortController();
    const call: Call<T> = { answer: begin(giveUp.signal), giveUp, waiting: 0 };
    this.calls.set(key, call);
    return call;
  }

  private end(key: string, call: Call<T>): void {
    if (this.calls.get(key) === call) this.calls.delete(key);
    call.giveUp.abort();
  }
}
