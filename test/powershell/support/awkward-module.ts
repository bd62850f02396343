import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { StandIn } from './generate-stand-in';

const FILE = 'ExchangeOnlineManagement.psm1';

/** Puts the module that does what no cmdlet should do where PowerShell finds it under the name of Microsoft's. */
export function createAwkwardModule(folder: string, version = '3.9.0', accessToken: 'object' | 'securestring' = 'object'): StandIn {
  const modulePath = join(folder, 'modules');
  const home = join(folder, 'home');
  const target = join(modulePath, 'ExchangeOnlineManagement', version);
  mkdirSync(target, { recursive: true });
  mkdirSync(home, { recursive: true });
  const text = readFileSync(resolve('test/powershell/AwkwardModule', FILE), 'utf8');
  writeFileSync(join(target, FILE), text.replace('[object]$AccessToken', `[${accessToken}]$AccessToken`));
  writeFileSync(
    join(target, 'ExchangeOnlineManagement.psd1'),
    `@{ RootModule = '${FILE}'; ModuleVersion = '${version}'; GUID = '5a2c9a54-4f4b-4a7c-8e1b-0d6b3f1c2e77'; FunctionsToExport = '*' }\n`,
  );
  return {
    modulePath,
    environment: {
      PSModulePath: process.platform === 'win32' ? `${modulePath}${delimiter}${process.env['PSModulePath'] ?? ''}` : modulePath,
      XDG_DATA_HOME: home,
    },
  };
}
