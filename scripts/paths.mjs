import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What scripts keep between runs; ignored by git, safe to delete. */
export const cache = join(root, '.cache');

/** Node 24 as the project's own dependency brings it, whatever the machine has. */
export const projectNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
