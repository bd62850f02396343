import { describe, expect, it } from 'vitest';
import { acknowledgements } from '../../src/main/acknowledgements';
import { bundledPackages } from '../support/bundled-packages';

/** Licences that allow shipping the code in a closed or open product, given their text or name stands beside it. */
const ALLOWED = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Unlicense', 'CC0-1.0']);

describe('About names every package whose code is shipped', () => {
  it('with its version and licence, and none that is not shipped', () => {
    expect(acknowledgements.map(({ name, version, licence }) => `${name} ${version} ${licence}`)).toEqual(
      bundledPackages().map(({ name, version, licence }) => `${name} ${version} ${licence}`),
    );
  });

  it('and each licence allows it', () => {
    expect(acknowledgements.filter(({ licence }) => !ALLOWED.has(licence))).toEqual([]);
  });
});
