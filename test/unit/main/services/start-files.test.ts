import { describe, expect, it, test } from 'vitest';
import { readStart, readStartRequest, StartQueue, type StartRequest } from '../../../../src/main/services/start-files';

describe('what the arguments of a start ask for', () => {
  test.each([
    ['nothing, in a checkout', ['/app'], 1, { demo: false, sample: false, files: [] }],
    ['the demo', ['/app', '--demo'], 1, { demo: true, sample: false, files: [] }],
    ['the sample', ['/app', '--sample'], 1, { demo: false, sample: true, files: [] }],
    [
      'a file in a checkout',
      ['-r', '/test/loader.js', '--no-sandbox', '/app', 'a.json'],
      4,
      { demo: false, sample: false, files: ['a.json'] },
    ],
    ['a file in a package', ['a.json'], 0, { demo: false, sample: false, files: ['a.json'] }],
    ['a file among switches', ['--user-data-dir=/x', 'a.json', '--disable-gpu'], 0, { demo: false, sample: false, files: ['a.json'] }],
    ['a file whose name begins with a dash', ['--', '-odd.json'], 0, { demo: false, sample: false, files: ['-odd.json'] }],
    ['what is no switch any more', ['--', '--demo'], 0, { demo: false, sample: false, files: ['--demo'] }],
    ['a start from the Finder', ['-psn_0_12345'], 0, { demo: false, sample: false, files: [] }],
  ] as const)('%s', (_name, values, ownValues, expected) => {
    expect(readStart(values, ownValues)).toEqual(expected);
  });
});

describe('what a second start hands over is read with suspicion', () => {
  test.each([
    [null, { demo: false, sample: false, files: [] }],
    ['--demo', { demo: false, sample: false, files: [] }],
    [
      { demo: 'yes', files: 'a.json' },
      { demo: false, sample: false, files: [] },
    ],
    [
      { demo: true, files: ['a.json', 7, null] },
      { demo: true, sample: false, files: ['a.json'] },
    ],
  ])('%j', (value, expected) => {
    expect(readStartRequest(value)).toEqual(expected);
  });
});

describe('the queue of files to open', () => {
  const file = (name: string): StartRequest => ({ demo: false, sample: false, files: [name] });

  it('keeps what comes before anybody can open it, and passes on what comes later', () => {
    const queue = new StartQueue();
    const later: StartRequest[] = [];
    queue.add(file('a.json'));
    queue.add(file('b.json'));
    expect(queue.take((request) => later.push(request))).toEqual({ demo: false, sample: false, files: ['a.json', 'b.json'] });
    queue.add(file('c.json'));
    expect(later).toEqual([file('c.json')]);
  });

  it('does not bother anybody with a start that asks for nothing', () => {
    const queue = new StartQueue();
    const later: StartRequest[] = [];
    queue.take((request) => later.push(request));
    queue.add({ demo: false, sample: false, files: [] });
    expect(later).toEqual([]);
  });
});
