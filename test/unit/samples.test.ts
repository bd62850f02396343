import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SAMPLE_FILES, sampleText } from '../../scripts/sample/files';
import { parseCollection } from '../../src/shared/domain/collection/parse-collection';

const FOLDER = join(__dirname, '..', '..', 'resources', 'samples');

describe.each(SAMPLE_FILES)('the sample $name', (file) => {
  const bytes = readFileSync(join(FOLDER, file.name));
  const text = (file.packed ? gunzipSync(bytes) : bytes).toString('utf8');

  it('is what the script makes of its definition', () => {
    expect(text).toBe(sampleText(file));
  });

  it('is read without a warning', () => {
    const parsed = parseCollection(JSON.parse(text));
    expect(parsed).toMatchObject({ ok: true, value: { warnings: [] } });
  });
});

it('packs the demo without a time or a machine in it', () => {
  const header = readFileSync(join(FOLDER, 'northwind.mailscope.json.gz')).subarray(4, 10);
  expect([...header]).toEqual([0, 0, 0, 0, 2, 255]);
});
