import { describe, expect, it } from 'vitest';
import { findEntries } from '../../../../src/renderer/shell/match-command';
import { readViews, writeViews } from '../../../../src/renderer/shell/saved-views';
import { ariaShortcut, matchesShortcut, shortcutText } from '../../../../src/renderer/shell/shortcuts';
import { tenantName } from '../../../../src/renderer/shell/tenant-name';
import { resolveTheme } from '../../../../src/renderer/theme/themes';

const press = (
  key: string,
  held: { readonly ctrl?: boolean; readonly meta?: boolean; readonly alt?: boolean; readonly shift?: boolean } = {},
) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  altKey: held.alt ?? false,
  shiftKey: held.shift ?? false,
});

describe('shortcuts', () => {
  const palette = { key: 'k', mod: true };

  it.each([
    ['Ctrl+K on a PC', press('K', { ctrl: true }), false, true],
    ['Command+K on a PC', press('k', { meta: true }), false, false],
    ['Command+K on a Mac', press('k', { meta: true }), true, true],
    ['Ctrl+K on a Mac', press('k', { ctrl: true }), true, false],
    ['Ctrl+Shift+K', press('k', { ctrl: true, shift: true }), false, false],
    ['K', press('k'), false, false],
  ])('%s', (_, keys, mac, matches) => {
    expect(matchesShortcut(palette, keys, mac)).toBe(matches);
  });

  it('read as the platform writes them', () => {
    expect(shortcutText({ key: 'ArrowLeft', alt: true }, false)).toBe('Alt+←');
    expect(shortcutText({ key: 'w', mod: true, shift: true }, false)).toBe('Ctrl+Shift+W');
    expect(shortcutText({ key: 'w', mod: true, shift: true }, true)).toBe('⇧⌘W');
    expect(ariaShortcut(palette, true)).toBe('Meta+k');
  });
});

describe('the palette', () => {
  const entries = [
    { title: 'Go to Findings' },
    { title: 'Open a collection file…', keywords: 'json gz' },
    { title: 'Find by id' },
    { title: 'Settings' },
  ];

  it.each([
    ['', ['Go to Findings', 'Open a collection file…', 'Find by id', 'Settings']],
    ['find', ['Find by id', 'Go to Findings']],
    ['json', ['Open a collection file…']],
    ['file open', ['Open a collection file…']],
    ['zzz', []],
  ])('finds for “%s”', (search, titles) => {
    expect(findEntries(entries, search).map((entry) => entry.title)).toEqual(titles);
  });
});

describe('the state kept for the next start', () => {
  it('comes back as it was', () => {
    const views = { splits: { apps: 40 }, railCollapsed: true };
    expect(readViews(writeViews(views))).toEqual(views);
  });

  it.each([
    ['nothing', null, null],
    ['no JSON', '{', null],
    ['another kind of thing', '[]', { splits: {}, railCollapsed: false }],
    ['a number', '7', null],
    ['widths nobody could use', '{"splits":{"apps":99,"who":"wide","findings":30}}', { splits: { findings: 30 }, railCollapsed: false }],
  ])('survives %s', (_, text, views) => {
    expect(readViews(text)).toEqual(views);
  });
});

describe('the theme', () => {
  it.each([
    ['system', { dark: false, forcedColors: false }, 'light'],
    ['system', { dark: true, forcedColors: false }, 'dark'],
    ['light', { dark: true, forcedColors: false }, 'light'],
    ['contrast', { dark: false, forcedColors: false }, 'contrast'],
    ['light', { dark: false, forcedColors: true }, 'contrast'],
  ] as const)('%s under %o is %s', (choice, system, theme) => {
    expect(resolveTheme(choice, system)).toBe(theme);
  });
});

describe('a tenant', () => {
  it.each([
    [{ id: 'guid', displayName: 'Contoso', defaultDomain: 'contoso.com' }, 'Contoso'],
    [{ id: 'guid', displayName: ' ', defaultDomain: 'contoso.com' }, 'contoso.com'],
    [{ id: 'guid', displayName: null, defaultDomain: null }, 'guid'],
  ])('is called by the best name it has', (tenant, name) => {
    expect(tenantName(tenant)).toBe(name);
  });
});
