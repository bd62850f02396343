import { describe, expect, test } from 'vitest';
import { pathOfFile } from '../../../src/preload/path-of-file';

const file = { path: '/home/anna/old.json' };
const newer = { webUtils: { getPathForFile: () => '/home/anna/new.json' } };
const refusing = {
  webUtils: {
    getPathForFile: () => {
      throw new TypeError('not a File');
    },
  },
};

describe('the path of a dropped file', () => {
  test.each([
    ['by webUtils where it exists', newer, file, '/home/anna/new.json'],
    ['by File.path in an older Electron', {}, file, '/home/anna/old.json'],
    ['is empty where the file has none', {}, {}, ''],
    ['is empty where path is no text', {}, { path: 7 }, ''],
    ['is empty for nothing', {}, null, ''],
    ['is empty where webUtils refuses what it is given', refusing, file, ''],
  ])('%s', (_name, electron, given, expected) => {
    expect(pathOfFile(electron, given)).toBe(expected);
  });
});
