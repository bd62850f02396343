/** The only file of the main process that may touch Electron's raw channel. */
const IPC_MAIN_FILE = 'src/main/ipc/register.ts';
/** The only file of the preload that may touch Electron's raw channel. */
const IPC_RENDERER_FILE = 'src/preload/index.ts';

const everywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: "ExportSpecifier[exported.name='default']", message: 'Export by name.' },
  // Two forms that the dependency rule does not look into.
  { selector: 'TSImportType', message: 'Write `import type` instead.' },
  { selector: 'TSImportEqualsDeclaration', message: 'Import as an ES module.' },
  { selector: "CallExpression[callee.name='require']", message: 'Import as an ES module.' },
  {
    selector: "ImportExpression:not([source.type='Literal'])",
    message: 'Name what is imported: the dependency rule cannot see a computed name.',
  },
  { selector: 'ImportDeclaration[source.value=/^(module|node:module)$/]', message: 'createRequire would pass by the dependency rule.' },
  {
    selector:
      ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration)[source.value=/^(~|@\\u002f|#|src\\u002f|\\u002f|file:)/]',
    message: 'Import by a relative path: there are no aliases.',
  },
  {
    selector: 'ImportExpression[source.value=/^(~|@\\u002f|#|src\\u002f|\\u002f|file:)/]',
    message: 'Import by a relative path: there are no aliases.',
  },
  {
    selector: "ImportDeclaration[source.value='electron'] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)",
    message: 'Import from electron by name, so that what is used can be seen.',
  },
  {
    selector: "MemberExpression[object.name='AbortSignal'][property.name='any']",
    message: 'Not in the oldest runtime (Node 18).',
  },
  { selector: "MemberExpression[object.name='Array'][property.name='fromAsync']", message: 'Not in the oldest runtime (Node 18).' },
  { selector: "MemberExpression[object.name='Promise'][property.name='withResolvers']", message: 'Not in the oldest runtime (Node 18).' },
  { selector: 'MemberExpression[object.name=/^(Object|Map)$/][property.name="groupBy"]', message: 'Not in the oldest runtime (Node 18).' },
  { selector: 'MemberExpression[property.name=/^(toSorted|toReversed|toSpliced)$/]', message: 'Not in the oldest runtime (Node 18).' },
];

const rawIpcMain = { selector: "ImportSpecifier[imported.name='ipcMain']", message: `Only ${IPC_MAIN_FILE} handles raw channels.` };
const rawIpcRenderer = {
  selector: "ImportSpecifier[imported.name='ipcRenderer']",
  message: `Only ${IPC_RENDERER_FILE} uses raw channels.`,
};

const pure = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: '"Now" is an argument.' },
  { selector: "CallExpression[callee.name='Date']", message: '"Now" is an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: '"Now" is an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.value='now']", message: '"Now" is an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'No randomness here.' },
  { selector: "MemberExpression[object.name='Math'][property.value='random']", message: 'No randomness here.' },
  {
    selector: "VariableDeclarator[id.type='ObjectPattern'][init.name=/^(Math|Date)$/]",
    message: 'No clock and no randomness by another name.',
  },
  { selector: "MetaProperty[meta.name='import']", message: 'Nothing here depends on where it runs.' },
];

const impureGlobals = [
  'process',
  'performance',
  'crypto',
  'globalThis',
  'global',
  'self',
  'window',
  'document',
  'navigator',
  'localStorage',
  'fetch',
  'Buffer',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'require',
  'module',
];

const syntax = (...lists) => ['error', ...lists.flat()];

/** What is refused by its name or its form, and where. Later entries replace earlier ones, so each repeats what still holds. */
export function restrictions(sources) {
  return [
    { files: sources, rules: { 'no-restricted-syntax': syntax(everywhere, rawIpcMain, rawIpcRenderer) } },
    { files: [IPC_MAIN_FILE], rules: { 'no-restricted-syntax': syntax(everywhere, rawIpcRenderer) } },
    { files: [IPC_RENDERER_FILE], rules: { 'no-restricted-syntax': syntax(everywhere, rawIpcMain) } },
    {
      files: ['src/shared/domain/**/*.ts', 'src/shared/report/**/*.ts'],
      rules: {
        'no-restricted-syntax': syntax(everywhere, rawIpcMain, rawIpcRenderer, pure),
        'no-restricted-globals': [
          'error',
          ...impureGlobals.map((name) => ({ name, message: 'This code is pure: values in, values out.' })),
        ],
      },
    },
  ];
}
