/** Texts of the settings and of About. */
export const settingsStrings = {
  title: 'Settings',
  appearance: 'Appearance',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  storage: 'Stored on this computer',
  storageText: 'Recent readings, settings and logs. Nothing is sent anywhere.',
  reveal: 'Show the folder',
  aboutTitle: 'About Mailscope',
  version: 'Version',
  runtime: 'Runtime',
  start: 'At the start',
  restore: 'Show the last reading and view again',
  folder: 'Folder',
  licence: 'Licence',
  licences: 'Licences of the parts',
  close: 'Close',
} as const;
