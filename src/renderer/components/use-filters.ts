import { useMemo } from 'react';
import { readList } from '../routing/routes';
import { useRouteQuery } from '../routing/use-route-query';

/** Search and filters of a list, kept in the address under their ids; `q` is the search. */
export interface FilterState {
  readonly search: string;
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  readonly onSearch: (search: string) => void;
  readonly onChoose: (id: string, values: readonly string[]) => void;
  readonly onClear: () => void;
  readonly active: boolean;
}

/** Binds a filter bar to the address. `prefix` keeps the filters of a list inside of a detail apart from those of the list beside it. */
export function useFilters(ids: readonly string[], prefix = ''): FilterState {
  const { query, change } = useRouteQuery();
  return useMemo(() => {
    const searchKey = `${prefix}q`;
    const search = query[searchKey] ?? '';
    const chosen = Object.fromEntries(ids.map((id) => [id, readList(query[`${prefix}${id}`])]));
    return {
      search,
      chosen,
      onSearch: (text) => change({ [searchKey]: text }),
      onChoose: (id, values) => change({ [`${prefix}${id}`]: values.join(',') }),
      onClear: () => change(Object.fromEntries([searchKey, ...ids.map((id) => `${prefix}${id}`)].map((key) => [key, undefined]))),
      active: search !== '' || ids.some((id) => (chosen[id] ?? []).length > 0),
    };
  }, [query, change, ids, prefix]);
}
