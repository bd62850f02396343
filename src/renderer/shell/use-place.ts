import { useMemo } from 'react';
import { useHashPath } from '../routing/hash-location';
import { parsePlace, type Place } from '../routing/routes';

/** Where the user is. */
export function usePlace(): Place {
  const [path] = useHashPath();
  return useMemo(() => parsePlace(path), [path]);
}
