import { useSyncExternalStore } from 'react';

/**
 * The location of the app: the whole of the address behind `#`, its query included.
 * wouter's own hash hook puts the query before the `#`, where it would outlive the view it belongs to.
 */
const listeners = new Set<() => void>();

function notifyAll(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('hashchange', notifyAll);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', notifyAll);
  };
}

/** Path and query behind the `#`, always beginning with a slash. */
export function currentLocation(): string {
  const hash = window.location.hash.replace(/^#/, '');
  return hash.startsWith('/') ? hash : `/${hash}`;
}

const pathOf = (location: string): string => location.split('?')[0] ?? '/';
const searchOf = (location: string): string => location.split('?').slice(1).join('?');

/** Goes to a path (with its query); `replace` leaves no entry for Back. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  if (to === currentLocation()) return;
  const url = `#${to}`;
  if (options.replace) window.history.replaceState(null, '', url);
  else window.history.pushState(null, '', url);
  notifyAll();
}

/** wouter's location hook over the hash, without the query. */
export function useHashPath(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, () => pathOf(currentLocation())), navigate];
}
useHashPath.hrefs = (href: string): string => `#${href}`;

/** wouter's search hook over the hash. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, () => searchOf(currentLocation()));
}

/** Path and query together, for whoever remembers where the user was. */
export function useFullLocation(): string {
  return useSyncExternalStore(subscribe, currentLocation);
}
