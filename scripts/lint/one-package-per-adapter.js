import { adapterPackages } from './dependency-rule.js';

/** An adapter wraps one package, so that replacing a package means replacing a file. Types of a second one leave nothing behind and may be named. */
const rule = {
  meta: { type: 'problem', messages: { second: 'This adapter already wraps {{first}}; give {{second}} a file of its own.' }, schema: [] },
  create(context) {
    let first;
    return {
      ImportDeclaration(node) {
        const source = adapterPackages.find((name) => node.source.value === name || node.source.value.startsWith(`${name}/`));
        if (source === undefined || node.importKind === 'type') return;
        first ??= source;
        if (source !== first) context.report({ node, messageId: 'second', data: { first, second: source } });
      },
    };
  },
};

/** The rule as an ESLint configuration. */
export const onePackagePerAdapter = {
  files: ['src/main/adapters/**/*.ts'],
  plugins: { mailscope: { rules: { 'one-package-per-adapter': rule } } },
  rules: { 'mailscope/one-package-per-adapter': 'error' },
};
