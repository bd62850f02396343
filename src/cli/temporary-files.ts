import { rmSync } from 'node:fs';

const paths = new Set<string>();

/** Remembers a file or folder that must not outlive the process. */
export function registerTemporary(path: string): void {
  paths.add(path);
}

/** Forgets a path that has become a result. */
export function releaseTemporary(path: string): void {
  paths.delete(path);
}

/** Removes whatever is still registered; synchronous, because a signal handler calls it last. */
export function removeTemporaries(): void {
  for (const path of paths) {
    rmSync(path, { recursive: true, force: true });
    paths.delete(path);
  }
}
