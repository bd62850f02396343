import { useEffect, useState } from 'react';
import { useAnswer } from '../data/use-answer';
import { request } from '../data/api';
import { navigate } from '../routing/hash-location';
import { sectionPath } from '../routing/routes';
import { usePlace } from './use-place';

/** What the search of the palette finds beside commands. */
export type SearchGroup = 'app' | 'mailbox' | 'person' | 'finding';

/** One hit, ready to be shown and opened. */
export interface SearchHitEntry {
  readonly kind: SearchGroup;
  readonly id: string;
  readonly title: string;
  readonly sub: string | null;
  readonly open: () => void;
}

const PAUSE = 120;

/** Hits of the reading on show for a text, after a pause in typing. */
export function useSearchHits(text: string): readonly SearchHitEntry[] {
  const place = usePlace();
  const readingId = place.kind === 'section' ? place.readingId : null;
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text.trim()), PAUSE);
    return () => window.clearTimeout(timer);
  }, [text]);
  const key = readingId !== null && settled.length > 1 ? `search:${readingId}:${settled}` : null;
  const { state } = useAnswer(key, (signal) =>
    request(window.mailscope.search.everything, { readingId: readingId ?? '', text: settled.slice(0, 200) }, { signal }),
  );
  if (readingId === null || state.status !== 'ready' || text.trim().length < 2) return [];
  const sections = { app: 'apps', mailbox: 'who', person: 'people', finding: 'findings' } as const;
  return state.value.hits.map((hit) => ({
    kind: hit.kind,
    id: hit.id,
    title: hit.label,
    sub: hit.detail,
    open: () => navigate(sectionPath(readingId, sections[hit.kind], [hit.id])),
  }));
}
