import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const candidate = resolve(process.env['MAILSCOPE_REFERENCE'] ?? join(import.meta.dirname, '../../../shared/reference'));

/** The folder of reference facts that tables are checked against, or null where it is absent: such tests are skipped by name then. */
export const referenceFolder: string | null = existsSync(candidate) ? candidate : null;
