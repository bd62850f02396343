import './runtime-floor';
import type { EngineRequest } from '../shared/ipc/engine-protocol';
import { Engine } from './engine';

/** Electron's port to main, as far as it is used here: a utility process has no other way to the outside. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const port = (process as unknown as { readonly parentPort: ParentPort }).parentPort;
const engine = new Engine((message) => port.postMessage(message));
port.on('message', ({ data }) => engine.receive(data as EngineRequest));
port.postMessage({ kind: 'ready' });
