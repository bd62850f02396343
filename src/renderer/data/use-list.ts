import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/ipc/envelope';
import type { ListName, ListQuery, ListRow, ListSelection } from '../../shared/ipc/list-shapes';
import { cached, keep } from './answer-cache';
import { nextQuerySeq, nextRequestId } from './api';
import { emptyPages, missingPages, PAGE_SIZE, withPage, type FetchedPage, type ListPages } from './list-pages';

/** A list of which the rows in sight are fetched. */
export interface ListState<Row> {
  readonly list: ListPages<Row>;
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: Failure | null;
  /** Tells which rows are in sight, so that their pages are fetched. */
  readonly show: (start: number, end: number) => void;
  readonly retry: () => void;
}

interface Held<Row> {
  readonly key: string;
  readonly list: ListPages<Row>;
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: Failure | null;
}

function start<Row>(key: string): Held<Row> | null {
  const list = cached<ListPages<Row>>(key);
  return list ? { key, list, status: 'ready', error: null } : null;
}

/**
 * A list as a query: the rows in sight are fetched page by page. While a changed query is on its way the old rows stay; an answer to an
 * older query is dropped.
 */
export function useList<Name extends ListName>(selection: ListSelection<Name>): ListState<ListRow<Name>> {
  type Row = ListRow<Name>;
  const key = `list:${JSON.stringify(selection)}`;
  const [held, setHeld] = useState<Held<Row>>(() => start<Row>(key) ?? { key, list: emptyPages<Row>(), status: 'loading', error: null });
  const [attempt, setAttempt] = useState(0);
  const pending = useRef(new Map<string, string>());
  const latest = useRef({ key, selection });
  useEffect(() => {
    latest.current = { key, selection };
  });

  const fetchPage = useCallback((page: number): void => {
    const { key: forKey, selection: forSelection } = latest.current;
    const token = `${forKey}#${page}`;
    if (pending.current.has(token)) return;
    const requestId = nextRequestId();
    pending.current.set(token, requestId);
    const querySeq = nextQuerySeq();
    const input = { ...forSelection, range: { start: page * PAGE_SIZE, end: (page + 1) * PAGE_SIZE }, querySeq } as ListQuery<Name>;
    void window.mailscope.list.query<Name>({ requestId, input }).then((answer) => {
      pending.current.delete(token);
      if (latest.current.key !== forKey) return;
      setHeld((before) => {
        if (!answer.ok) return { key: forKey, list: before.list, status: 'error', error: answer.error };
        if (answer.value.querySeq !== querySeq) return before;
        // The contract ties rows to the list's name; the union of all lists does not survive a generic name.
        const { rows, ...counts } = answer.value;
        const fetched: FetchedPage<Row> = { ...counts, rows: rows as readonly unknown[] as readonly Row[] };
        const list = withPage(before.key === forKey ? before.list : emptyPages<Row>(), page, fetched);
        keep(forKey, list);
        return { key: forKey, list, status: 'ready', error: null };
      });
    });
  }, []);

  useEffect(() => {
    const requests = pending.current;
    const ready = attempt === 0 ? start<Row>(key) : null;
    if (ready) setHeld(ready);
    else fetchPage(0);
    return () => {
      for (const requestId of requests.values()) window.mailscope.cancel(requestId);
      requests.clear();
    };
  }, [key, attempt, fetchPage]);

  const { list } = held;
  const show = useCallback(
    (first: number, end: number): void => {
      if (held.key === key) for (const page of missingPages(list, first, end)) fetchPage(page);
    },
    [held.key, key, list, fetchPage],
  );
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { list, status: held.key === key ? held.status : 'loading', error: held.error, show, retry };
}
