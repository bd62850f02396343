// Writes resources/samples from the definitions under scripts/sample. Run it after changing them: `node scripts/make-sample.mjs`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'resources', 'samples');
const { module } = await runnerImport(join(root, 'scripts', 'sample', 'files.ts'), { root, configFile: false, logLevel: 'error' });

/** Byte 9 of a gzip header names the operating system; 255 is "unknown", so that every machine writes the same file. */
const OPERATING_SYSTEM_BYTE = 9;

mkdirSync(folder, { recursive: true });
for (const file of module.SAMPLE_FILES) {
  const text = module.sampleText(file);
  const bytes = file.packed ? gzipSync(text, { level: 9 }) : Buffer.from(text);
  if (file.packed) bytes[OPERATING_SYSTEM_BYTE] = 255;
  writeFileSync(join(folder, file.name), bytes);
  console.log(`${file.name}: ${String(text.length)} characters, ${String(bytes.length)} bytes`);
}
