// Writes docs/permissions.md from the tables of the code. Run it after changing them: `node scripts/make-permissions.mjs`.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'docs', 'permissions.md');
const { module } = await runnerImport(join(root, 'scripts', 'docs', 'permissions-page.ts'), { root, configFile: false, logLevel: 'error' });
writeFileSync(file, await format(module.permissionsPage(), { ...(await resolveConfig(file)), parser: 'markdown' }));
console.log('docs/permissions.md is up to date.');
