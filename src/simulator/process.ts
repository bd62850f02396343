import './runtime-floor';
import { startSimulator } from './server/start-simulator';

/** Electron's port to whoever started this process, as far as it is used here. */
interface ParentPort {
  postMessage(message: unknown): void;
}

/** The app that reads the demo tenant when nobody is there to sign in. */
const READER = 'Tenant Reader';

const port = (process as unknown as { readonly parentPort: ParentPort }).parentPort;

// The arguments are faults, for tests: `throttle=20:30`.
startSimulator({ size: 'S', faults: process.argv.slice(2), replication: 'real' }).then(
  ({ url, tenantId, apps, clients, operator }) => {
    const reader = apps.find((app) => app.displayName === READER);
    port.postMessage({ kind: 'ready', url, tenantId, appId: reader?.appId, secret: reader?.secret, clients, operator });
  },
  () => process.exit(1),
);
