import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** As much of the machine as the choice needs. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Where the app keeps its data when no `--user-data-dir` says otherwise: the *local* application data folder. A roaming one
 * would copy a tenant's readings to servers and other machines.
 */
export function localDataFolder({ platform, home, environment }: Machine): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Mailscope');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Mailscope');
  const chosen = environment['XDG_DATA_HOME'];
  return join(chosen && chosen.startsWith('/') ? chosen : join(home, '.local', 'share'), 'mailscope');
}

/** Makes a folder that only its owner can look into; one that is there is closed to others too. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  // The mode of mkdir does not touch a folder that was there before. On Windows the profile's own rights hold.
  if (process.platform !== 'win32') await chmod(path, 0o700);
}
