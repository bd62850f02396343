import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/ipc/envelope';
import type { Readiness } from '../../../shared/ipc/readiness-shapes';
import { cached, keep } from '../../data/answer-cache';
import { isCancellation, nextRequestId, request } from '../../data/api';

/** How far a measuring is. */
export interface MeasureProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** What was measured, and whether it is being measured. */
export interface ReadinessState {
  readonly readiness: Readiness | null;
  /** Null while nothing is measured. */
  readonly progress: MeasureProgress | null;
  readonly error: Failure | null;
  readonly cancelled: boolean;
}

const BEGIN: MeasureProgress = { stage: '', done: 0, total: 0 };

function begin(key: string): ReadinessState {
  const readiness = cached<Readiness>(key) ?? null;
  return { readiness, progress: readiness ? null : BEGIN, error: null, cancelled: false };
}

/**
 * What can be done with an account, measured when the page first asks and whenever the key changes. What was measured before stands
 * while it is measured again; leaving the page cancels.
 */
export function useReadiness(
  accountId: string | null,
  key: string | null,
): { readonly state: ReadinessState; readonly again: () => void; readonly cancel: () => void } {
  const [held, setHeld] = useState<{ readonly key: string; readonly state: ReadinessState }>(() => ({
    key: key ?? '',
    state: begin(key ?? ''),
  }));
  const [attempt, setAttempt] = useState(0);
  const control = useRef<AbortController | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    const first = begin(key);
    if (attempt === 0 && first.readiness !== null) {
      setHeld({ key, state: first });
      return undefined;
    }
    const controller = new AbortController();
    control.current = controller;
    const requestId = nextRequestId();
    setHeld({ key, state: { ...first, progress: BEGIN } });
    const end = window.mailscope.events.onProgress((progress) => {
      if (progress.requestId !== requestId || controller.signal.aborted) return;
      const { stage, done, total } = progress;
      setHeld((now) => (now.key === key ? { key, state: { ...now.state, progress: { stage, done, total } } } : now));
    });
    let left = false;
    void request(window.mailscope.readiness.measure, { accountId }, { requestId, signal: controller.signal }).then((answer) => {
      end();
      if (left) return;
      if (answer.ok) keep(key, answer.value);
      setHeld({ key, state: ended(first.readiness, answer) });
    });
    return () => {
      left = true;
      end();
      controller.abort();
    };
  }, [accountId, key, attempt]);
  const again = useCallback(() => setAttempt((count) => count + 1), []);
  const cancel = useCallback(() => control.current?.abort(), []);
  return { state: held.key === key ? held.state : begin(key ?? ''), again, cancel };
}

function ended(
  before: Readiness | null,
  answer: { readonly ok: true; readonly value: Readiness } | { readonly ok: false; readonly error: Failure },
): ReadinessState {
  if (answer.ok) return { readiness: answer.value, progress: null, error: null, cancelled: false };
  const cancelled = isCancellation(answer.error);
  return { readiness: before, progress: null, error: cancelled ? null : answer.error, cancelled };
}
