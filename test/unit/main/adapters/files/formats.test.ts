import { describe, expect, it } from 'vitest';
import { settingsFormat } from '../../../../../src/main/adapters/files/formats';
import { readStored, writeStored } from '../../../../../src/main/adapters/files/versioned-file';
import { DEFAULT_SETTINGS } from '../../../../../src/main/services/user-settings';

describe('the settings file', () => {
  it('of the first version keeps what was chosen, and gains what has come since', () => {
    const first = JSON.stringify({ schemaVersion: 1, theme: 'dark', restoreLastView: false });
    expect(readStored(first, settingsFormat)).toEqual({
      kind: 'value',
      value: { ...DEFAULT_SETTINGS, theme: 'dark', restoreLastView: false },
    });
  });

  it('is read as it was written', () => {
    expect(readStored(writeStored(DEFAULT_SETTINGS, settingsFormat), settingsFormat)).toEqual({ kind: 'value', value: DEFAULT_SETTINGS });
  });

  it.each([
    ['a client id that is none', { ownClients: [{ cloud: 'global', clientId: 'x', tenant: null }] }],
    ['a cloud that nobody knows', { ownClients: [{ cloud: 'moon', clientId: '6f1c3a52-9d47-4b8e-a2c6-0e5d7b941f38', tenant: null }] }],
  ])('with %s is damaged', (_case, changes) => {
    const text = JSON.stringify({ schemaVersion: 2, ...DEFAULT_SETTINGS, ...changes });
    expect(readStored(text, settingsFormat)).toEqual({ kind: 'damaged' });
  });
});
