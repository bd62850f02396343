import { describe, expect, test } from 'vitest';
import { isTrustedSender } from '../../../../src/main/ipc/sender-check';

describe('a message is served only from the top frame of our own page', () => {
  test.each([
    ['our page', { url: 'app://mailscope/index.html#/r/demo/apps', parent: null }, true],
    ['our page inside another', { url: 'app://mailscope/index.html', parent: {} }, false],
    ['another host of our scheme', { url: 'app://other/index.html', parent: null }, false],
    ['a host that begins like ours', { url: 'app://mailscope.evil/index.html', parent: null }, false],
    ['a name before our host', { url: 'app://user@mailscope.evil/', parent: null }, false],
    ['a web page', { url: 'https://mailscope/index.html', parent: null }, false],
    ['a file', { url: 'file:///app/mailscope/index.html', parent: null }, false],
    ['an empty page', { url: 'about:blank', parent: null }, false],
    ['no address', { url: '', parent: null }, false],
    ['a frame that is gone', null, false],
    ['no frame at all', undefined, false],
  ] as const)('%s', (_name, frame, trusted) => {
    expect(isTrustedSender(frame)).toBe(trusted);
  });
});
