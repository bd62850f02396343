import { useCallback, useMemo } from 'react';
import { currentLocation, navigate, useHashSearch } from './hash-location';
import { readQuery, writeQuery } from './routes';

/** The query of the address: where a view keeps its filters, so that they can be copied, bookmarked and come back with Back. */
export function useRouteQuery(): {
  readonly query: Readonly<Record<string, string>>;
  /** Changes some parameters in place; an empty value takes one away. */
  readonly change: (patch: Readonly<Record<string, string | undefined>>) => void;
} {
  const search = useHashSearch();
  const query = useMemo(() => readQuery(search), [search]);
  const change = useCallback((patch: Readonly<Record<string, string | undefined>>) => {
    const location = currentLocation();
    const [path = '/', ...rest] = location.split('?');
    navigate(`${path}${writeQuery({ ...readQuery(rest.join('?')), ...patch })}`, { replace: true });
  }, []);
  return { query, change };
}
