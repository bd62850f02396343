import { describe, expect, it, test } from 'vitest';
import { CLOUDS } from '../../../../src/shared/domain/clouds/clouds';
import { EXTERNAL_HOSTS, isListedLink, openExternalLink } from '../../../../src/main/services/external-links';
import type { DesktopPort } from '../../../../src/main/ports/desktop';

describe('links that may be opened', () => {
  test.each([
    ['https://learn.microsoft.com/graph/permissions-reference', true],
    ['https://LEARN.microsoft.com/graph', true],
    ['http://learn.microsoft.com/graph', false],
    ['https://learn.microsoft.com:8443/graph', false],
    ['https://user:secret@learn.microsoft.com/', false],
    ['https://learn.microsoft.com.evil.example/', false],
    ['https://evil.example/?learn.microsoft.com', false],
    ['https://toString/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['ms-settings:', false],
    ['not a link', false],
  ])('%s: %s', (address, listed) => {
    expect(isListedLink(address)).toBe(listed);
  });

  it('each host has a reason', () => {
    for (const reason of Object.values(EXTERNAL_HOSTS)) expect(reason.length).toBeGreaterThan(10);
  });

  it('others never reach the system', async () => {
    const opened: string[] = [];
    const desktop = { openInBrowser: (url: string) => Promise.resolve(void opened.push(url)) } as unknown as DesktopPort;
    const demo = (): Promise<string> => Promise.resolve('http://127.0.0.1:41234');
    for (const address of [
      'https://evil.example',
      'http://127.0.0.1:41235/',
      'http://127.0.0.1:412345/',
      'http://127.0.0.1:41234.evil.example/',
    ]) {
      expect(await openExternalLink(desktop, address, demo)).toMatchObject({ ok: false, error: { code: 'link-refused' } });
    }
    await openExternalLink(desktop, 'https://learn.microsoft.com/graph', demo);
    await openExternalLink(desktop, 'http://127.0.0.1:41234/common/oauth2/deviceauth', demo);
    expect(opened).toEqual(['https://learn.microsoft.com/graph', 'http://127.0.0.1:41234/common/oauth2/deviceauth']);
  });

  it('of this machine are none where the demo does not run', async () => {
    const desktop = { openInBrowser: () => Promise.reject(new Error('opened')) } as unknown as DesktopPort;
    expect(await openExternalLink(desktop, 'http://127.0.0.1:41234/', () => Promise.resolve(null))).toMatchObject({ ok: false });
  });

  test.each(Object.values(CLOUDS).flatMap(({ name, portals }) => Object.values(portals).map((address) => [name, address])))(
    'portals of %s are listed: %s',
    (_name, address) => {
      expect(isListedLink(address)).toBe(true);
    },
  );
});
