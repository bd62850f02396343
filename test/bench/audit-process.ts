import { statSync } from 'node:fs';
import { generateCollection } from '../support/generate-collection';
import type { SizeName } from '../support/collection-sizes';
import { measureInTurn } from './measure-process';
import { megabytes } from './figures';
import type { Figure } from './figures';

const REPEATS: Readonly<Record<SizeName, number>> = { small: 5, medium: 5, large: 3 };
const READ_AND_PARSE = `JSON.parse(require('node:fs').readFileSync(process.argv[1], 'utf8'))`;

/** Peak memory that an audit of the largest file may take (MB). */
const MEMORY_GOAL = 1_500;

/** `mailscope audit` as a process against a process that only reads and parses the same file, in turn. */
export async function auditFigures(folder: string, size: SizeName): Promise<Figure[]> {
  const path = await generateCollection(folder, size);
  const { first: parsing, second: audit } = await measureInTurn(
    ['-e', READ_AND_PARSE, path],
    ['bin/mailscope.mjs', 'audit', path, '--format', 'json', '--now', '2026-11-21T07:00:00Z'],
    REPEATS[size],
  );
  const name = `${size} (${megabytes(statSync(path).size).toFixed(1)} MB)`;
  return [
    { name: `${name}: read + JSON.parse`, value: parsing.milliseconds, unit: 'ms' },
    { name: `${name}: audit`, value: audit.milliseconds, unit: 'ms', ...(size === 'small' ? { goal: 1_000 } : {}) },
    // Starting Node outweighs everything else on a small file, so the ratio says something about the large one only.
    {
      name: `${name}: audit against parsing`,
      value: audit.milliseconds / parsing.milliseconds,
      unit: '×',
      ...(size === 'large' ? { goal: 4 } : {}),
    },
    { name: `${name}: peak memory of parsing`, value: megabytes(parsing.peakBytes), unit: 'MB' },
    { name: `${name}: peak memory of audit`, value: megabytes(audit.peakBytes), unit: 'MB', goal: MEMORY_GOAL },
  ];
}
