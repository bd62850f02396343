import { posix, win32 } from 'node:path';

/** Where a PowerShell may lie: one file, or one file in each folder whose name begins with a text. */
export type Candidate =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'each'; readonly folder: string; readonly begins: string; readonly file: string };

/** What of the environment says where programs lie. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where PowerShell is looked for, in this order; what the user chose comes first.
 * https://learn.microsoft.com/powershell/scripting/install/installing-powershell
 */
export function candidates(platform: NodeJS.Platform, environment: Environment, chosen: string | null): readonly Candidate[] {
  const first: readonly Candidate[] = chosen === null ? [] : [file(chosen)];
  return [...first, ...(platform === 'win32' ? onWindows(environment) : elsewhere(platform, environment))];
}

function onWindows(environment: Environment): readonly Candidate[] {
  const get = caseless(environment);
  const programs = unique([get('ProgramW6432'), get('ProgramFiles'), get('ProgramFiles(x86)')]);
  const local = get('LOCALAPPDATA');
  const home = get('USERPROFILE');
  const system = get('SystemRoot');
  return [
    ...programs.map((folder): Candidate => each(win32.join(folder, 'PowerShell'), '7', 'pwsh.exe')),
    // The alias of the Microsoft Store: a link that only starting it follows.
    ...(local === undefined ? [] : [file(win32.join(local, 'Microsoft', 'WindowsApps', 'pwsh.exe'))]),
    ...(home === undefined ? [] : [file(win32.join(home, '.dotnet', 'tools', 'pwsh.exe'))]),
    ...onPath(get('PATH'), ';', win32.isAbsolute).map((folder) => file(win32.join(folder, 'pwsh.exe'))),
    ...(system === undefined ? [] : [file(win32.join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'))]),
  ];
}

function elsewhere(platform: NodeJS.Platform, environment: Environment): readonly Candidate[] {
  const home = environment['HOME'];
  const usual: readonly Candidate[] =
    platform === 'darwin'
      ? [
          each('/usr/local/microsoft/powershell', '7', 'pwsh'),
          file('/usr/local/bin/pwsh'),
          file('/opt/homebrew/bin/pwsh'),
          each('/opt/homebrew/opt', 'powershell', 'bin/pwsh'),
          each('/usr/local/opt', 'powershell', 'bin/pwsh'),
        ]
      : [
          file('/usr/bin/pwsh'),
          each('/opt/microsoft/powershell', '7', 'pwsh'),
          file('/snap/bin/pwsh'),
          file('/snap/bin/powershell'),
          file('/usr/local/bin/pwsh'),
        ];
  return [
    ...usual,
    ...(home === undefined ? [] : [file(posix.join(home, '.dotnet', 'tools', 'pwsh'))]),
    ...onPath(environment['PATH'], ':', posix.isAbsolute).map((folder) => file(posix.join(folder, 'pwsh'))),
  ];
}

/** Folders of the PATH. A relative one would mean a program that lies wherever the app was started. */
function onPath(path: string | undefined, separator: string, isAbsolute: (folder: string) => boolean): readonly string[] {
  return unique(
    (path ?? '')
      .split(separator)
      .map((folder) => folder.replaceAll('"', ''))
      .filter(isAbsolute),
  );
}

function caseless(environment: Environment): (name: string) => string | undefined {
  const byName = new Map(Object.entries(environment).map(([name, value]) => [name.toUpperCase(), value]));
  return (name) => byName.get(name.toUpperCase()) || undefined;
}

function unique(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== undefined && text !== ''))] as readonly string[];
}

const file = (path: string): Candidate => ({ kind: 'file', path });
const each = (folder: string, begins: string, name: string): Candidate => ({ kind: 'each', folder, begins, file: name });
