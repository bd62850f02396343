import { webcrypto } from 'node:crypto';

// The oldest runtime (Node 18) has no global Web Crypto; libraries take it for granted. First import of every entry.
if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true, writable: true });

/** Loaded for its effect. */
export const runtimeFloor = true;
