import { describe, expect, it } from 'vitest';
import { PROBE_SCRIPT, readProbe } from '../../../../../src/main/adapters/powershell/probe';

const LOGGING = { moduleLogging: false, scriptBlockLogging: true, transcription: null };
const ANSWER = {
  edition: 'Desktop',
  version: '5.1.26100.4061',
  moduleVersions: ['3.2.0', '3.9.0', '3.9.0'],
  executionPolicy: 'Restricted',
  languageMode: 'FullLanguage',
  logging: LOGGING,
};

function said(answer: object): string {
  return `#mailscope-probe#${JSON.stringify(answer)}#mailscope-probe#\r\n`;
}

describe('readProbe', () => {
  it('reads what a PowerShell says of itself', () => {
    expect(readProbe('/p', said(ANSWER))).toEqual({ path: '/p', ...ANSWER, moduleVersions: ['3.9.0', '3.2.0'] });
  });

  it.each([
    ['a line that the console broke', said(ANSWER).replace('"Restricted"', '"Rest\r\nricted"')],
    ['something around it', `WARNUNG: Profil geladen\n${said(ANSWER)}PS C:\\> `],
  ])('reads it in spite of %s', (_name, output) => {
    expect(readProbe('/p', output)?.executionPolicy).toBe('Restricted');
  });

  it('leaves open what was not told', () => {
    expect(readProbe('/p', said({ ...ANSWER, executionPolicy: '', languageMode: null }))).toMatchObject({
      executionPolicy: null,
      languageMode: null,
    });
  });

  it.each([
    ['nothing', ''],
    ['another program', 'bash: -NoProfile: invalid option\n'],
    ['half an answer', '#mailscope-probe#{"edition":'],
    ['no JSON', '#mailscope-probe#hello#mailscope-probe#'],
    ['another edition', said({ ...ANSWER, edition: 'Other' })],
    ['a version that is none', said({ ...ANSWER, version: '<script>' })],
  ])('takes %s for no PowerShell', (_name, output) => {
    expect(readProbe('/p', output)).toBeNull();
  });
});

describe('PROBE_SCRIPT', () => {
  it('holds no quotes that a command line of Windows would change', () => {
    expect(PROBE_SCRIPT).not.toContain('"');
    expect(PROBE_SCRIPT.replaceAll('\n', '')).toMatch(/^[\x20-\x7e]+$/);
  });
});
