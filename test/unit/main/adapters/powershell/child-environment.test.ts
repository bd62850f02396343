import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../../../src/main/adapters/powershell/child-environment';

const ALWAYS = {
  TERM: 'dumb',
  NO_COLOR: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
};

describe('childEnvironment', () => {
  it.each(['Path', 'PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'https_proxy', 'HTTPS_PROXY', 'LANG', 'LC_CTYPE', 'DISPLAY'])(
    'passes %s on',
    (name) => {
      expect(childEnvironment({ [name]: 'value' }, 'Core')).toEqual({ ...ALWAYS, [name]: 'value' });
    },
  );

  it.each([
    'GITHUB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'NODE_OPTIONS',
    'NODE_POWERSHELL',
    'LD_PRELOAD',
    'ELECTRON_RUN_AS_NODE',
    'SSH_AUTH_SOCK',
  ])('keeps %s', (name) => {
    expect(childEnvironment({ [name]: 'value' }, 'Core')).toEqual(ALWAYS);
  });

  it('overrules the terminal', () => {
    expect(childEnvironment({ TERM: 'xterm' }, 'Core')).toEqual(ALWAYS);
  });

  it('lets Windows PowerShell find its own modules', () => {
    expect(childEnvironment({ PSModulePath: 'C:\\Program Files\\PowerShell\\7\\Modules' }, 'Desktop')).toEqual(ALWAYS);
    expect(childEnvironment({ PSModulePath: '/modules' }, 'Core')).toMatchObject({ PSModulePath: '/modules' });
  });
});
