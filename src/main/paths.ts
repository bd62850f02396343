import { join } from 'node:path';

/** Where the parts of the app lie, in a checkout and in a package alike. */
export interface AppPaths {
  readonly engine: string;
  readonly simulator: string;
  readonly preload: string;
  readonly renderer: string;
  readonly sample: string;
  /** The folder of the PowerShell scripts. */
  readonly powerShell: string;
  readonly icon: string;
}

/** The places, from the folder of main's own file, the app's folder and (in a package) its resources. */
export function appPaths(mainFolder: string, appFolder: string, resources: string | null): AppPaths {
  const besides = resources ?? join(appFolder, 'resources');
  return {
    engine: join(mainFolder, 'engine.cjs'),
    simulator: join(mainFolder, 'simulator.cjs'),
    preload: join(mainFolder, '..', 'preload', 'index.cjs'),
    renderer: join(mainFolder, '..', 'renderer'),
    sample: join(besides, 'samples', 'northwind.mailscope.json.gz'),
    powerShell: join(besides, 'powershell'),
    icon: join(besides, 'icons', 'icon.png'),
  };
}
