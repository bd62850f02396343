import { createDarkTheme, createLightTheme, teamsHighContrastTheme, type BrandVariants, type Theme } from '@fluentui/react-components';

/** The one accent of the product: a calm blue-green, dark enough for white text (5.6 : 1 at 80). */
const BRAND: BrandVariants = {
  10: '#020607',
  20: '#0b1b1f',
  30: '#0e2c34',
  40: '#0f3944',
  50: '#0f4754',
  60: '#0e5565',
  70: '#0b6477',
  80: '#0b7285',
  90: '#2a8093',
  100: '#438ea1',
  110: '#5a9cae',
  120: '#70aabb',
  130: '#87b8c7',
  140: '#9ec7d4',
  150: '#b6d5e0',
  160: '#cee4ec',
};

const FONT = "'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, 'Noto Sans', sans-serif";

const light: Theme = { ...createLightTheme(BRAND), fontFamilyBase: FONT };

const darkBase = createDarkTheme(BRAND);
// Fluent's dark brand foregrounds are too dim on its dark neutrals for 13 px text: the next two steps of the ramp reach 4.5 : 1.
const dark: Theme = {
  ...darkBase,
  fontFamilyBase: FONT,
  colorBrandForeground1: BRAND[120],
  colorBrandForeground2: BRAND[130],
  colorBrandForegroundLink: BRAND[130],
  colorBrandForegroundLinkHover: BRAND[140],
  colorBrandForegroundLinkPressed: BRAND[120],
  colorCompoundBrandForeground1: BRAND[120],
  colorCompoundBrandStroke: BRAND[110],
};

const contrast: Theme = { ...teamsHighContrastTheme, fontFamilyBase: FONT };

/** What the user may choose. */
export const THEME_CHOICES = ['system', 'light', 'dark', 'contrast'] as const;

/** A choice of theme; `system` follows the operating system. */
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** A theme that can be drawn. */
export type ThemeName = Exclude<ThemeChoice, 'system'>;

/** What the operating system prefers. */
export interface SystemPreference {
  readonly dark: boolean;
  readonly forcedColors: boolean;
}

/** The theme to draw: forced colours of the system win over every choice, because the user asked the whole machine for them. */
export function resolveTheme(choice: ThemeChoice, system: SystemPreference): ThemeName {
  if (system.forcedColors) return 'contrast';
  if (choice !== 'system') return choice;
  return system.dark ? 'dark' : 'light';
}

/** The Fluent theme of a name. */
export function fluentTheme(name: ThemeName): Theme {
  if (name === 'contrast') return contrast;
  return name === 'dark' ? dark : light;
}
