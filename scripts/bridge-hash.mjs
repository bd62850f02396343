/**
 * Writes down what the PowerShell bridge is, after it was changed: `node scripts/bridge-hash.mjs`. The app imports the
 * bridge only where its files are what is written here.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const names = ['Mailscope.Bridge.psd1', 'Mailscope.Bridge.psm1'];

const rows = names.map((name) => {
  const text = readFileSync(join(root, 'resources', 'powershell', name), 'utf8').replaceAll('\r\n', '\n');
  return `  '${name}': '${createHash('sha256').update(text, 'utf8').digest('hex')}',\n`;
});

writeFileSync(
  join(root, 'src', 'main', 'adapters', 'powershell', 'bridge-hash.ts'),
  '/** SHA-256 of the files of the bridge, as they are shipped. Written by `node scripts/bridge-hash.mjs`. */\n' +
    `export const BRIDGE_HASHES: Readonly<Record<string, string>> = {\n${rows.join('')}};\n`,
);
