import { describe, expect, it, test } from 'vitest';
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
    expect(await openExternalLink(desktop, 'https://evil.example')).toMatchObject({ ok: false, error: { code: 'link-refused' } });
    await openExternalLink(desktop, 'https://learn.microsoft.com/graph');
    expect(opened).toEqual(['https://learn.microsoft.com/graph']);
  });
});
