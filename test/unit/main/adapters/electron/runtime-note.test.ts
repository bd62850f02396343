import { describe, expect, test } from 'vitest';
import { noteForRuntime } from '../../../../../src/main/adapters/electron/runtime-note';

describe('the note about the runtime', () => {
  test.each([
    ['25.1.1', false, true],
    ['45.4.1', false, false],
    ['25.1.1', true, false],
  ])('Electron %s, packaged %s: there is one: %s', (version, packaged, expected) => {
    expect(noteForRuntime(version, packaged) !== null).toBe(expected);
  });
});
