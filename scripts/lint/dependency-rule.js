import boundaries from 'eslint-plugin-boundaries';

/**
 * The folders that have a place in the dependency rule, innermost first (the first match counts). A folder that is not listed
 * here cannot be imported and cannot import.
 */
const elements = [
  ['domain', 'src/shared/domain'],
  ['report', 'src/shared/report'],
  ['ipc', 'src/shared/ipc'],
  ['ports', 'src/main/ports'],
  ['adapters', 'src/main/adapters'],
  ['services', 'src/main/services'],
  ['main-ipc', 'src/main/ipc'],
  ['main', 'src/main'],
  ['engine', 'src/engine'],
  ['preload', 'src/preload'],
  ['renderer', 'src/renderer'],
  ['simulator', 'src/simulator'],
  ['cli', 'src/cli'],
].map(([type, pattern]) => ({ type, pattern, partialMatch: false }));

/** Files that may do more, or be used by more, than their folder says. */
const files = [
  { category: 'composition-root', pattern: 'src/{main,engine,cli,simulator}/index.ts', partialMatch: false },
  { category: 'schema', pattern: 'src/shared/domain/**/*.schema.ts', partialMatch: false },
  { category: 'channel-names', pattern: 'src/shared/ipc/channel-names.ts', partialMatch: false },
];

const shared = ['domain', 'report', 'ipc'];

const userInterface = [
  'react',
  'react-dom',
  '@fluentui/react-components',
  '@fluentui/react-icons',
  '@fluentui/react-charts',
  '@tanstack/react-table',
  '@tanstack/react-virtual',
  'react-resizable-panels',
  'wouter',
  'zustand',
];

/** The packages that an adapter may wrap: one of them per file. */
export const adapterPackages = [
  'electron',
  'keytar',
  'node-powershell',
  '@azure/msal-node',
  '@microsoft/microsoft-graph-client',
  '@microsoft/microsoft-graph-types',
  'write-file-atomic',
];

const from = (types) => ({ element: { type: types } });
const toElements = (...types) => ({ to: { element: { type: types } } });
const toPackages = (...sources) => ({ to: { module: { origin: 'external', source: sources } } });
const toNode = { to: { module: { origin: 'core' } } };

const policies = [
  // 1. The domain imports itself, and zod only where a schema is the type.
  { from: from('domain'), allow: toElements('domain') },
  { from: { element: { type: 'domain' }, file: { categories: 'schema' } }, allow: toPackages('zod') },
  { from: from('report'), allow: [toElements('domain', 'report'), toPackages('csv-stringify')] },
  // 2. The contract between the processes.
  { from: from('ipc'), allow: [toElements('domain', 'ipc'), toPackages('zod')] },
  // 3. Services know ports; an adapter knows its port and one package; only composition roots know adapters.
  { from: from('ports'), allow: toElements('ports', ...shared) },
  { from: from('services'), allow: toElements('services', 'ports', ...shared) },
  { from: from('adapters'), allow: [toElements('adapters', 'ports', ...shared), toPackages('zod', ...adapterPackages), toNode] },
  { from: from('main-ipc'), allow: [toElements('main-ipc', 'services', 'ports', ...shared), toPackages('electron', 'zod')] },
  { from: from('main'), allow: [toElements('main', 'main-ipc', 'services', 'ports', ...shared), toPackages('electron'), toNode] },
  { from: { element: { type: 'main' }, file: { categories: 'composition-root' } }, allow: toElements('adapters') },
  { from: from('engine'), allow: [toElements('engine', ...shared), toPackages('zod', 'write-file-atomic'), toNode] },
  { from: from('cli'), allow: [toElements('cli', 'engine', ...shared), toPackages('commander', 'write-file-atomic', 'zod'), toNode] },
  {
    from: { element: { type: 'cli' }, file: { categories: 'composition-root' } },
    allow: [
      toElements('adapters', 'ports', 'services'),
      { to: { element: { type: 'simulator' }, file: { categories: 'composition-root' } } },
    ],
  },
  // 4. The preload knows names; a type leaves nothing behind in what is built.
  { from: from('preload'), allow: [toElements('preload'), toPackages('electron'), { to: { file: { categories: 'channel-names' } } }] },
  { from: from('preload'), allow: { to: { element: { type: 'ipc' } }, dependency: { kind: 'type' } } },
  // 5. The renderer knows what is shared, and libraries that draw.
  { from: from('renderer'), allow: [toElements('renderer', ...shared), toPackages(...userInterface)] },
  // 6. The simulated tenant knows nothing of the product: what both get wrong together no test would find.
  { from: from('simulator'), allow: [toElements('simulator'), toPackages('hono', '@hono/node-server'), toNode] },
];

/** The dependency rule of docs/architecture.md as an ESLint configuration; test/contract/dependency-rule.test.ts plants a wrong import of every kind. */
export function dependencyRule(sources) {
  return {
    files: sources,
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] } },
      'boundaries/elements': elements,
      'boundaries/files': files,
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'require', 'export'],
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies, checkAllOrigins: true, checkInternals: true }],
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/no-unknown-files': 'error',
    },
  };
}
