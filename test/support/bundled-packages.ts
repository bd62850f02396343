import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const IMPORT = /(?:from |import\()'([^.'][^']*)'/g;

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package of others whose code ends up in what is shipped. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function importedPackages(): Set<string> {
  const packages = new Set<string>();
  for (const file of sourceFiles(join(root, 'src'))) {
    for (const [, source = ''] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      if (source.startsWith('node:') || source === 'electron') continue;
      packages.add(
        source
          .split('/')
          .slice(0, source.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    }
  }
  return packages;
}

/** What the sources import, and what that needs in turn, as the lock file has it; types leave nothing behind. */
export function bundledPackages(): readonly BundledPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockEntry>>;
  };
  const found = new Map<string, BundledPackage>();
  const place = (from: string, name: string): string | null => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      const key = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
      if (packages[key]) return key;
      if (at === '') return null;
    }
  };
  const add = (key: string | null, name: string): void => {
    const entry = key === null ? undefined : packages[key];
    if (key === null || !entry || name.startsWith('@types/')) return;
    const id = `${name}@${entry.version ?? ''}`;
    if (found.has(id)) return;
    found.set(id, { name, version: entry.version ?? '', licence: entry.license ?? 'not stated' });
    // What keytar needs besides its own code serves its installation only, and is not shipped.
    if (name === 'keytar') return;
    for (const needed of Object.keys(entry.dependencies ?? {})) add(place(key, needed), needed);
  };
  for (const name of importedPackages()) add(place('', name), name);
  return [...found.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
}
