import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { dependencyRule } from './scripts/lint/dependency-rule.js';
import { onePackagePerAdapter } from './scripts/lint/one-package-per-adapter.js';
import { restrictions } from './scripts/lint/restrictions.js';

const sources = ['src/**/*.{ts,tsx}'];
const typeScript = ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}', 'scripts/**/*.ts', '*.config.ts'];

const nodeGlobals = [
  'Buffer',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setInterval',
  'setTimeout',
  'structuredClone',
  'AbortController',
  'AbortSignal',
  'WebSocket',
];

export default tseslint.config(
  { ignores: ['out/', 'dist/', '.cache/', 'coverage/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  // A rule is changed here, with its reason, never switched off on the spot.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ['scripts/**/*.{js,mjs}', 'bin/**/*.mjs', '*.config.js', 'test/**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])),
    },
  },
  {
    files: typeScript,
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // The rules below ask the type checker; they are the ones that find bugs a reader does not see.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  // Unit tests hardly wait for anything, and there are many: asking the type checker about them would double the time of lint.
  { files: ['test/unit/**/*.{ts,tsx}'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['test/**/*.{ts,tsx}'],
    // A test may say that a value is there: if it is not, the test fails, as it should.
    // Playwright reads which fixtures a fixture needs from its first parameter's pattern, an empty one included.
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  dependencyRule(sources),
  onePackagePerAdapter,
  ...restrictions(sources),
  prettier,
);
