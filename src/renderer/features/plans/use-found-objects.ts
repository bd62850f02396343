import { useEffect, useMemo } from 'react';
import type { SearchHit } from '../../../shared/ipc/detail-shapes';
import type { ListName, ListRow, ListSelection } from '../../../shared/ipc/list-shapes';
import { request } from '../../data/api';
import { PAGE_SIZE } from '../../data/list-pages';
import { useAnswer } from '../../data/use-answer';
import { useList } from '../../data/use-list';

/** Something that can be chosen. */
export interface PickedObject {
  readonly id: string;
  readonly name: string;
  readonly detail: string | null;
}

/** What a search of a picker found. */
export interface FoundObjects {
  /** The first of them. */
  readonly objects: readonly PickedObject[];
  readonly total: number;
  readonly status: 'loading' | 'ready' | 'error';
  /** Names of things that were found, by id. */
  readonly known: Readonly<Record<string, string>>;
}

function useListed<Name extends ListName>(selection: ListSelection<Name>, picked: (row: ListRow<Name>) => PickedObject): FoundObjects {
  const { list, status, show } = useList<Name>(selection);
  useEffect(() => show(0, PAGE_SIZE), [show]);
  return useMemo(() => {
    const objects = (list.pages.get(0) ?? []).map(picked);
    return { objects, total: list.total, status, known: Object.fromEntries(objects.map((object) => [object.id, object.name])) };
  }, [list, status, picked]);
}

const mailbox = (row: ListRow<'mailboxes'>): PickedObject => ({ id: row.id, name: row.name, detail: row.address });
const group = (row: ListRow<'groups'>): PickedObject => ({
  id: row.id,
  name: row.name,
  detail: [row.address, row.kind].filter(Boolean).join(' · '),
});

/** Mailboxes of a reading by name, address or id. */
export function useFoundMailboxes(readingId: string, text: string): FoundObjects {
  const selection = useMemo(
    (): ListSelection<'mailboxes'> => ({ list: 'mailboxes', readingId, filter: { text: text.slice(0, 200) || undefined } }),
    [readingId, text],
  );
  return useListed<'mailboxes'>(selection, mailbox);
}

/** Groups of a reading by name, address or id. */
export function useFoundGroups(readingId: string, text: string): FoundObjects {
  const selection = useMemo(
    (): ListSelection<'groups'> => ({ list: 'groups', readingId, filter: { text: text.slice(0, 200) || undefined } }),
    [readingId, text],
  );
  return useListed<'groups'>(selection, group);
}

/** People of a reading by name or address; nobody as long as nothing is searched for. */
export function useFoundPeople(readingId: string, text: string): FoundObjects {
  return useFoundHits(readingId, text, PEOPLE);
}

/** Apps and mailboxes of a reading: what a plan can be about. Nothing as long as nothing is searched for. */
export function useFoundSubjects(readingId: string, text: string): FoundObjects {
  return useFoundHits(readingId, text, SUBJECTS);
}

const PEOPLE: readonly SearchHit['kind'][] = ['person'];
const SUBJECTS: readonly SearchHit['kind'][] = ['app', 'mailbox'];

function useFoundHits(readingId: string, text: string, kinds: readonly SearchHit['kind'][]): FoundObjects {
  const { state } = useAnswer(text === '' ? null : `search:${readingId}:${text}`, (signal) =>
    request(window.mailscope.search.everything, { readingId, text: text.slice(0, 200) }, { signal }),
  );
  return useMemo(() => {
    const hits = text !== '' && state.status === 'ready' ? state.value.hits.filter((hit) => kinds.includes(hit.kind)) : [];
    const objects = hits.map((hit) => ({ id: hit.id, name: hit.label, detail: hit.detail }));
    return {
      objects,
      total: objects.length,
      status: text === '' ? 'ready' : state.status,
      known: Object.fromEntries(objects.map((object) => [object.id, object.name])),
    };
  }, [state, text, kinds]);
}
