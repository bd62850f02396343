import { useCallback, useMemo } from 'react';
import { currentLocation, navigate } from '../routing/hash-location';
import { readQuery, sectionPath, writeQuery, type Section } from '../routing/routes';
import { useRouteQuery } from '../routing/use-route-query';

/** Which row's detail is open, and how: kept in the address. */
export interface Selection {
  readonly full: boolean;
  readonly select: (id: string) => void;
  readonly openFull: (id: string) => void;
  readonly close: () => void;
  /** Goes to another part of the open detail. */
  readonly goTab: (id: string, tab: string) => void;
}

/** Query parameters that belong to a detail, not to the list beside it: they end with it. */
const DETAIL_PREFIX = 'd.';

function listQuery(): Record<string, string> {
  const [, ...rest] = currentLocation().split('?');
  const entries = Object.entries(readQuery(rest.join('?'))).filter(([key]) => key !== 'full' && !key.startsWith(DETAIL_PREFIX));
  return Object.fromEntries(entries);
}

/**
 * Selection of a list with its detail beside it. Opening a detail and giving it the whole page are steps that Back undoes; going from
 * row to row is not.
 */
export function useSelection(readingId: string, section: Section, rest: readonly string[]): Selection {
  const { query } = useRouteQuery();
  const [openId, tab] = rest;
  const full = query['full'] === '1';
  const go = useCallback(
    (id: string | null, options: { readonly full: boolean; readonly tab?: string | undefined; readonly replace: boolean }) => {
      const parts = id === null ? [] : options.tab ? [id, options.tab] : [id];
      const target = sectionPath(readingId, section, parts);
      navigate(`${target}${writeQuery({ ...listQuery(), full: options.full ? '1' : undefined })}`, { replace: options.replace });
    },
    [readingId, section],
  );
  return useMemo(
    () => ({
      full,
      select: (id) => {
        if (id !== openId) go(id, { full: false, tab, replace: openId !== undefined });
      },
      openFull: (id) => go(id, { full: true, tab, replace: false }),
      close: () => go(full && openId !== undefined ? openId : null, { full: false, tab, replace: false }),
      goTab: (id, nextTab) => go(id, { full, tab: nextTab, replace: true }),
    }),
    [full, go, openId, tab],
  );
}
