import { spawn } from 'node:child_process';

/** A display to draw on, and a way to give it back. */
export interface Display {
  readonly env: Readonly<Record<string, string>>;
  release(): void;
}

/** The machine's display, or a virtual one on a Linux without; null where there is neither. */
export async function findDisplay(): Promise<Display | null> {
  const present = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
  if (process.platform !== 'linux' || present !== '') return { env: {}, release: () => undefined };
  // Xvfb chooses a free number and writes it to the descriptor it is given.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string | null>((resolve) => {
    server.once('error', () => {
      resolve(null);
    });
    server.once('exit', () => {
      resolve(null);
    });
    server.stdio[3]?.once('data', (data: Buffer) => {
      resolve(data.toString().trim());
    });
  });
  if (number === null) return null;
  return {
    env: { DISPLAY: `:${number}` },
    release: () => {
      server.kill();
    },
  };
}
