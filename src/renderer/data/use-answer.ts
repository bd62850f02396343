import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/ipc/envelope';
import { cached, keep } from './answer-cache';
import type { Answer } from './api';

/** An answer on its way, there, or failed. */
export type AnswerState<Value> =
  | { readonly status: 'loading'; readonly value: null; readonly error: null }
  | { readonly status: 'ready'; readonly value: Value; readonly error: null }
  | { readonly status: 'error'; readonly value: null; readonly error: Failure };

interface Held<Value> {
  readonly key: string;
  readonly state: AnswerState<Value>;
}

const LOADING = { status: 'loading', value: null, error: null } as const;

function start<Value>(key: string): Held<Value> {
  const value = cached<Value>(key);
  return { key, state: value === undefined ? LOADING : { status: 'ready', value, error: null } };
}

/**
 * One answer by key. An answer given before stands at once; leaving the view or changing the key cancels what is on its way. With
 * a null key nothing is asked.
 */
export function useAnswer<Value>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<Answer<Value>>,
): { readonly state: AnswerState<Value>; readonly retry: () => void } {
  const [held, setHeld] = useState<Held<Value>>(() => start<Value>(key ?? ''));
  const [attempt, setAttempt] = useState(0);
  const loader = useRef(load);
  useEffect(() => {
    loader.current = load;
  });
  useEffect(() => {
    if (key === null) return undefined;
    const first = start<Value>(key);
    setHeld(first);
    if (first.state.status === 'ready') return undefined;
    const control = new AbortController();
    void loader.current(control.signal).then((answer) => {
      if (control.signal.aborted) return;
      if (answer.ok) keep(key, answer.value);
      setHeld({
        key,
        state: answer.ok ? { status: 'ready', value: answer.value, error: null } : { status: 'error', value: null, error: answer.error },
      });
    });
    return () => control.abort();
  }, [key, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { state: held.key === key ? held.state : LOADING, retry };
}
