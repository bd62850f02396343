import { ESLint } from 'eslint';
import { join, resolve } from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** The project's own configuration, less the rules that need the type checker: a planted file is in no program. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { files: ['**/*.ts', '**/*.tsx'], ...tseslint.configs.disableTypeChecked },
});

const guards = new Set([
  'boundaries/dependencies',
  'boundaries/no-unknown-dependencies',
  'no-restricted-syntax',
  'no-restricted-globals',
  'mailscope/one-package-per-adapter',
]);

/** What the dependency rule says about a file with this text at this place; the file need not exist. */
async function complaints(path: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, path) });
  const fatal = result?.messages.find((message) => message.fatal);
  if (fatal !== undefined) throw new Error(`${path}: ${fatal.message}`);
  return (result?.messages ?? [])
    .filter((message) => message.ruleId !== null && guards.has(message.ruleId))
    .map((message) => message.message);
}

/** Every form in which one module can name another. */
const forms: readonly (readonly [string, (source: string) => string])[] = [
  ['static import', (source) => `import { x } from '${source}';\nx();`],
  ['import for its effect', (source) => `import '${source}';`],
  ['namespace import', (source) => `import * as x from '${source}';\nx.y();`],
  ['type-only import', (source) => `import type { x } from '${source}';\nexport type y = x;`],
  ['inline type import', (source) => `import { type x } from '${source}';\nexport type y = x;`],
  ['import type expression', (source) => `export type y = import('${source}').x;`],
  ['dynamic import', (source) => `export const x = () => import('${source}');`],
  ['dynamic import of a template', (source) => `export const x = () => import(\`${source}\`);`],
  ['require', (source) => `export const x = require('${source}');`],
  ['import equals require', (source) => `import x = require('${source}');\nx();`],
  ['re-export by name', (source) => `export { x } from '${source}';`],
  ['re-export of everything', (source) => `export * from '${source}';`],
  ['re-export of a type', (source) => `export type { x } from '${source}';`],
];

const domain = 'src/shared/domain/reach/planted.ts';

/** Forbidden imports for each clause of the rule: where, what, why not. */
const forbidden: readonly (readonly [from: string, source: string, why: string])[] = [
  [domain, 'node:fs', 'the domain has no Node'],
  [domain, 'fs', 'the domain has no Node, by its old names either'],
  [domain, 'electron', 'the domain has no Electron'],
  [domain, 'zod', 'zod belongs to schemas'],
  [domain, '../../report/render-text', 'the domain knows no report'],
  [domain, '../../../engine/index', 'the domain knows no engine'],
  [domain, '../../../cli/index', 'the domain knows no command line'],
  ['src/shared/domain/reach/planted.schema.ts', 'node:fs', 'a schema file is still domain'],
  ['src/shared/report/planted.ts', 'node:fs', 'a report is a string'],
  ['src/shared/report/planted.ts', '../../cli/index', 'a report knows no caller'],
  ['src/shared/ipc/planted.ts', 'electron', 'the contract is data'],
  ['src/shared/ipc/planted.ts', '../../engine/index', 'the contract knows neither side'],
  ['src/main/services/planted.ts', '../adapters/planted', 'services know ports only'],
  ['src/main/services/planted.ts', 'electron', 'services know ports only'],
  ['src/main/services/planted.ts', 'node:fs', 'services know ports only'],
  ['src/main/ports/planted.ts', 'electron', 'a port is an interface'],
  ['src/main/ports/planted.ts', '../services/planted', 'a port knows no service'],
  ['src/main/adapters/planted.ts', '../services/planted', 'an adapter knows its port'],
  ['src/main/adapters/planted.ts', 'react', 'an adapter wraps a listed package'],
  ['src/main/ipc/planted.ts', '../adapters/planted', 'only composition roots know adapters'],
  ['src/main/planted.ts', './adapters/planted', 'only composition roots know adapters'],
  ['src/main/planted.ts', '../renderer/routing/routes', 'main knows no renderer'],
  ['src/main/planted.ts', '../preload/index', 'main names the preload by its path only'],
  ['src/engine/planted.ts', 'electron', 'the engine runs without Electron too'],
  ['src/engine/planted.ts', '../main/index', 'the engine knows no main'],
  ['src/preload/planted.ts', 'zod', 'the preload holds no parser'],
  ['src/preload/planted.ts', 'node:fs', 'the preload is sandboxed'],
  ['src/preload/planted.ts', '../shared/domain/result', 'the preload knows names only'],
  ['src/preload/planted.ts', '../main/index', 'the preload knows no main'],
  ['src/renderer/planted.tsx', 'electron', 'the renderer has no Electron'],
  ['src/renderer/planted.tsx', 'node:fs', 'the renderer has no Node'],
  ['src/renderer/planted.tsx', '../main/index', 'the renderer knows no main'],
  ['src/renderer/planted.tsx', '../engine/index', 'the renderer knows no engine'],
  ['src/renderer/planted.tsx', '../preload/index', 'the renderer knows no preload'],
  ['src/renderer/planted.tsx', 'keytar', 'the renderer has no native code'],
  ['src/simulator/planted.ts', '../shared/domain/reach/capability', 'the simulator shares no code with the product'],
  ['src/simulator/planted.ts', '../shared/domain/result', 'the simulator shares no code with the product'],
  ['src/simulator/planted.ts', '../engine/index', 'the simulator shares no code with the product'],
  ['src/cli/planted.ts', 'electron', 'the command line runs without Electron'],
  ['src/cli/planted.ts', '../renderer/routing/routes', 'the command line knows no renderer'],
  ['src/cli/planted.ts', '../simulator/index', 'only composition roots start the simulator'],
];

/** An alias would lead around a rule that looks at paths, so none is understood anywhere. */
const aliases = ['~/engine/index', '@/engine/index', '#engine', 'src/engine/index', '/src/engine/index', 'file:///src/engine/index.ts'];

const allowed: readonly (readonly [from: string, code: string])[] = [
  [domain, `import { ok } from '../result';\nexport const x = ok(1);`],
  ['src/shared/domain/reach/planted.schema.ts', `import { z } from 'zod';\nexport const x = z.string();`],
  ['src/shared/report/planted.ts', `import type { Result } from '../domain/result';\nexport type x = Result<string, string>;`],
  ['src/shared/report/planted.ts', `import { stringify } from 'csv-stringify/sync';\nexport const x = stringify([]);`],
  ['src/shared/ipc/planted.ts', `import { z } from 'zod';\nimport { ok } from '../domain/result';\nexport const x = ok(z.string());`],
  ['src/main/index.ts', `import { app } from 'electron';\nimport { join } from 'node:path';\nexport const x = join(app.getAppPath());`],
  ['src/main/adapters/planted.ts', `import { app } from 'electron';\nexport const x = app.getVersion();`],
  [
    'src/engine/planted.ts',
    `import { ok } from '../shared/domain/result';\nimport { join } from 'node:path';\nexport const x = ok(join('a'));`,
  ],
  ['src/preload/index.ts', `import { contextBridge, ipcRenderer } from 'electron';\nexport const x = [contextBridge, ipcRenderer];`],
  [
    'src/renderer/planted.tsx',
    `import { useState } from 'react';\nimport { ok } from '../shared/domain/result';\nexport const x = [useState, ok];`,
  ],
  [
    'src/cli/planted.ts',
    `import { Command } from 'commander';\nimport { ok } from '../shared/domain/result';\nexport const x = ok(new Command());`,
  ],
  ['src/simulator/planted.ts', `import { createServer } from 'node:http';\nexport const x = createServer();`],
];

/** What code that must give the same answer everywhere and always may not do. */
const impure: readonly string[] = [
  'export const x = Date.now();',
  "export const x = Date['now']();",
  'export const x = new Date();',
  'export const x = Date();',
  'export const x = Math.random();',
  'const { random } = Math;\nexport const x = random();',
  'const { now } = Date;\nexport const x = now();',
  'export const x = process.env;',
  'export const x = performance.now();',
  'export const x = crypto.randomUUID();',
  'export const x = globalThis.crypto;',
  "export const x = fetch('a');",
  'export const x = window.location;',
  'setTimeout(() => undefined, 1);',
  'export const x = import.meta.url;',
];

describe('a forbidden import is refused', () => {
  for (const [from, source, why] of forbidden) {
    test(`${from} importing ${source}, in every form: ${why}`, async () => {
      for (const [form, write] of forms) {
        expect(await complaints(from, write(source)), `${form} of ${source}`).not.toEqual([]);
      }
    });
  }

  for (const [form, write] of forms) {
    test(`an alias in a ${form}`, async () => {
      for (const alias of aliases) expect(await complaints('src/renderer/planted.tsx', write(alias)), alias).not.toEqual([]);
    });
  }

  test('a file in a folder that has no place in the rule', async () => {
    expect(await complaints('src/renderer/planted.tsx', `import { x } from '../../scripts/paths.mjs';\nx();`)).not.toEqual([]);
    expect(await complaints('src/renderer/planted.tsx', `import { x } from '../../test/support/reference';\nx();`)).not.toEqual([]);
  });

  test('a second package in one adapter', async () => {
    const code = `import { app } from 'electron';\nimport keytar from 'keytar';\nexport const x = [app, keytar];`;
    expect(await complaints('src/main/adapters/planted.ts', code)).not.toEqual([]);
  });

  test('createRequire, which would pass by the rule', async () => {
    expect(await complaints('src/main/planted.ts', `import { createRequire } from 'node:module';\ncreateRequire('a');`)).not.toEqual([]);
  });
});

describe('a right import passes', () => {
  test.each(allowed)('%s: %s', async (from, code) => {
    expect(await complaints(from, code)).toEqual([]);
  });
});

describe('the domain and the reports are pure', () => {
  test.each(impure)('%s', async (code) => {
    expect(await complaints(domain, code)).not.toEqual([]);
    expect(await complaints('src/shared/report/planted.ts', code)).not.toEqual([]);
  });

  test('a date that is given may be read', async () => {
    expect(await complaints(domain, 'export const x = (now: string) => new Date(now).getTime() - Date.parse(now);')).toEqual([]);
  });
});

describe('raw channels are used in one file on each side', () => {
  test.each([
    ['src/main/index.ts', 'ipcMain'],
    ['src/main/adapters/planted.ts', 'ipcMain'],
    ['src/preload/planted.ts', 'ipcRenderer'],
  ])('%s may not import %s', async (from, name) => {
    expect(await complaints(from, `import { ${name} } from 'electron';\nexport const x = ${name};`)).not.toEqual([]);
    expect(await complaints(from, `import { ${name} as y } from 'electron';\nexport const x = y;`)).not.toEqual([]);
    expect(await complaints(from, `import * as electron from 'electron';\nexport const x = electron.${name};`)).not.toEqual([]);
  });
});

describe('default exports', () => {
  test.each(['export default 1;', 'const x = 1;\nexport { x as default };'])('%s is refused', async (code) => {
    expect(await complaints('src/renderer/planted.tsx', code)).not.toEqual([]);
  });
});
