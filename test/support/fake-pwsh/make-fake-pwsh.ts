import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PowerShellHost } from '../../../src/main/ports/powershell';

/** One thing that the fake shell does when it is called. */
export type FakeStep =
  | { readonly do: 'objects' | 'progress' | 'nonsense'; readonly value: unknown }
  | { readonly do: 'done'; readonly value?: unknown; readonly warnings?: readonly string[] }
  | { readonly do: 'error'; readonly category: string; readonly id: string; readonly message: string }
  /** Asks for the secret, and notes it where the scenario says. */
  | { readonly do: 'secret' }
  /** Only the first shell that comes here does it, or every one but the first; `mark` is a file. */
  | { readonly do: 'once' | 'otherwise'; readonly mark: string; readonly step: FakeStep }
  /** Writes text as it is; `<call>` becomes the call's id. */
  | { readonly do: 'write'; readonly text: string }
  | { readonly do: 'noise' | 'error-stream'; readonly bytes: number }
  | { readonly do: 'endless-noise' | 'hang' }
  | { readonly do: 'many-objects'; readonly pieces: number; readonly each: number; readonly size: number }
  | { readonly do: 'wait'; readonly milliseconds: number }
  | { readonly do: 'crash'; readonly code?: number };

/** What a fake shell is and does. Nothing said: it is PowerShell 7.6.5 with the module, and answers. */
export interface FakeScenario {
  /** What differs from the usual host. */
  readonly host?: Partial<Omit<PowerShellHost, 'path'>>;
  /** Milliseconds before it does anything. */
  readonly slowStart?: number;
  /** Written before anything else, as a profile would. */
  readonly banner?: string;
  readonly exitsAtOnce?: number;
  readonly probeHangs?: boolean;
  /** What it says instead of what it is. */
  readonly probeAnswer?: string;
  readonly openHangs?: boolean;
  readonly openError?: { readonly category: string; readonly id: string; readonly message: string };
  readonly ignoresSignals?: boolean;
  /** A file that takes the id of a process that it starts and leaves running. */
  readonly startsAnother?: string;
  /** A file that takes arguments, environment and process id of every start. */
  readonly record?: string;
  /** A file that takes the secrets it was given. */
  readonly secrets?: string;
  /** What it does when a cmdlet, or a function of the bridge, is called. */
  readonly calls?: Readonly<Record<string, readonly FakeStep[]>>;
}

/** Puts a program called pwsh into a folder that behaves as the scenario says, and answers its path. */
export function makeFakePwsh(folder: string, scenario: FakeScenario = {}): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'scenario.json');
  writeFileSync(file, JSON.stringify(scenario));
  const path = join(folder, 'pwsh');
  const program = join(import.meta.dirname, 'program.mjs');
  const words = [process.execPath, program, file].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  writeFileSync(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A host as asking would find it. */
export function powerShellHost(overrides: Partial<PowerShellHost> = {}): PowerShellHost {
  return {
    path: '/usr/bin/pwsh',
    edition: 'Core',
    version: '7.6.5',
    moduleVersions: ['3.9.0'],
    executionPolicy: 'RemoteSigned',
    languageMode: 'FullLanguage',
    logging: { moduleLogging: false, scriptBlockLogging: false, transcription: false },
    ...overrides,
  };
}
