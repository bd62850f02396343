import { describe, expect, it } from 'vitest';
import {
  bestFirst,
  blockingProblem,
  compareVersions,
  exchangeSignInOf,
  problemsOf,
  recordsTokens,
  type PowerShellHost,
} from '../../../../../src/shared/domain/powershell/powershell-problems';
import { powerShellHost } from '../../../../support/fake-pwsh/make-fake-pwsh';

const OFF = { moduleLogging: false, scriptBlockLogging: false, transcription: false };

describe('problemsOf', () => {
  const cases: readonly (readonly [string, Partial<PowerShellHost>, readonly string[], string | null])[] = [
    ['PowerShell 7.6 with the module', {}, [], null],
    ['a later one', { version: '8.0.0-preview.1' }, [], null],
    ['7.4, which Microsoft no longer supports', { version: '7.4.13' }, ['recommended'], null],
    ['7.5', { version: '7.5.3' }, ['recommended'], null],
    ['7.4 before its release', { version: '7.4.0-rc.1' }, ['powershell-version'], 'powershell-version'],
    ['7.2', { version: '7.2.24' }, ['powershell-version'], 'powershell-version'],
    ['6.2', { version: '6.2.7' }, ['powershell-version'], 'powershell-version'],
    ['Windows PowerShell 5.1', { edition: 'Desktop', version: '5.1.26100.4061' }, ['recommended'], null],
    ['Windows PowerShell 4', { edition: 'Desktop', version: '4.0' }, ['powershell-version'], 'powershell-version'],
    ['no module', { moduleVersions: [] }, ['powershell-module-missing'], 'powershell-module-missing'],
    ['a module that takes no token', { moduleVersions: ['3.1.0', '2.0.5'] }, ['powershell-module-version'], 'powershell-module-version'],
    ['the oldest module that does', { moduleVersions: ['3.2.0'] }, [], null],
    ['Restricted', { executionPolicy: 'Restricted' }, ['powershell-policy'], 'powershell-policy'],
    ['AllSigned', { executionPolicy: 'AllSigned' }, ['powershell-policy'], 'powershell-policy'],
    ['RemoteSigned', { executionPolicy: 'RemoteSigned' }, [], null],
    ['no policy at all', { executionPolicy: null, languageMode: null }, [], null],
    ['constrained language mode', { languageMode: 'ConstrainedLanguage' }, ['powershell-policy'], 'powershell-policy'],
    ['script block logging', { logging: { ...OFF, scriptBlockLogging: true } }, ['logging'], null],
    ['logging that could not be told', { logging: { moduleLogging: null, scriptBlockLogging: null, transcription: null } }, [], null],
    [
      'what blocks before what does not',
      { version: '7.4.1', moduleVersions: [], logging: { ...OFF, transcription: true } },
      ['powershell-module-missing', 'recommended', 'logging'],
      'powershell-module-missing',
    ],
  ];
  it.each(cases)('knows %s', (_name, facts, codes, blocking) => {
    const host = powerShellHost(facts);
    expect(problemsOf(host).map(({ code }) => code)).toEqual(codes);
    expect(blockingProblem(host)?.code ?? null).toBe(blocking);
  });

  it('says each in sentences, and how to install the module', () => {
    for (const [, facts] of cases) {
      for (const { message, next } of problemsOf(powerShellHost(facts))) {
        expect(message).toMatch(/^[A-Z][^!]*\.$/);
        expect(next).toMatch(/^[A-Z][^!]*\.$/);
      }
    }
    expect(blockingProblem(powerShellHost({ moduleVersions: [] }))?.command).toBe(
      'Install-Module ExchangeOnlineManagement -Scope CurrentUser',
    );
    expect(blockingProblem(powerShellHost({ moduleVersions: ['1.0.1'] }))?.command).toBe('Update-Module ExchangeOnlineManagement');
  });

  it('names every policy that would write a token down', () => {
    const host = powerShellHost({ logging: { moduleLogging: true, scriptBlockLogging: null, transcription: true } });
    expect(problemsOf(host)[0]?.message).toContain('module logging and transcription');
    expect(recordsTokens(host)).toBe(true);
    expect(recordsTokens(powerShellHost())).toBe(false);
  });
});

describe('compareVersions', () => {
  it.each([
    ['7.6.5', '7.6.5', 0],
    ['7.10.0', '7.9.9', 1],
    ['7.6', '7.6.0', 0],
    ['5.1.26100.4061', '5.1', 1],
    ['7.6.0-preview.1', '7.6.0', -1],
    ['7.6.0-rc.1', '7.6.0-preview.9', 1],
  ])('compares %s with %s', (left, right, sign) => {
    expect(Math.sign(compareVersions(left, right))).toBe(sign);
    expect(Math.sign(compareVersions(right, left))).toBe(sign === 0 ? 0 : -sign);
  });
});

describe('bestFirst', () => {
  it('puts what works first, then PowerShell 7, then the newest', () => {
    const hosts = [
      powerShellHost({ path: 'without', version: '7.6.5', moduleVersions: [] }),
      powerShellHost({ path: 'windows', edition: 'Desktop', version: '5.1.1' }),
      powerShellHost({ path: 'older', version: '7.4.2' }),
      powerShellHost({ path: 'newer', version: '7.6.1' }),
    ];
    expect(bestFirst(hosts).map(({ path }) => path)).toEqual(['newer', 'older', 'windows', 'without']);
  });
});

describe('exchangeSignInOf', () => {
  it.each([
    ['auto', true, false, 'token'],
    ['auto', true, true, 'module'],
    ['auto', false, false, 'module'],
    ['token', false, true, 'token'],
    ['module', true, false, 'module'],
  ] as const)('%s, own client %s, logging %s: %s', (wish, own, logged, expected) => {
    expect(exchangeSignInOf(wish, own, powerShellHost({ logging: { ...OFF, moduleLogging: logged } }))).toBe(expected);
  });
});
