import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Takes out the loader that the development runtime carries; with the fuses on it could not run, and it does not belong in a package. */
export default function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'linux') rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
}
