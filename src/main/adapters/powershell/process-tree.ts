import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { win32 } from 'node:path';

/** A process and when it began, so that another one with the same id is not taken for it. */
export interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  readonly began: string;
}

/** Everything that a process started, and what that started; the process itself is not part of it. Not for Windows. */
export async function descendants(id: number): Promise<readonly RunningProcess[]> {
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  const found: RunningProcess[] = [];
  const parents = [id];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const children = all.filter((each) => each.parent === parent && !found.includes(each));
    found.push(...children);
    parents.push(...children.map((child) => child.id));
  }
  return found;
}

/** Ends processes at once, where they are still the same. */
export async function killAll(processes: readonly RunningProcess[]): Promise<void> {
  if (processes.length === 0) return;
  const now = process.platform === 'linux' ? await fromProc() : await fromPs();
  for (const { id, began } of processes) {
    if (!now.some((each) => each.id === id && each.began === began)) continue;
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
  }
}

/** Ends a process and everything it started, on Windows. */
export function killTreeOnWindows(id: number): Promise<void> {
  const program = win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  return new Promise((resolve) => {
    execFile(program, ['/PID', String(id), '/T', '/F'], { windowsHide: true, timeout: 10_000 }, () => {
      resolve();
    });
  });
}

async function fromProc(): Promise<readonly RunningProcess[]> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const read = names.map(async (name) => {
    const line = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The name stands in brackets and may hold anything: what comes after the last one counts.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const [parent, began] = [fields[1], fields[19]];
    return parent === undefined || began === undefined ? null : { id: Number(name), parent: Number(parent), began };
  });
  return (await Promise.all(read)).filter((each) => each !== null);
}

function fromPs(): Promise<readonly RunningProcess[]> {
  return new Promise((resolve) => {
    execFile('/bin/ps', ['-A', '-o', 'pid=,ppid=,lstart='], { timeout: 10_000, maxBuffer: 8 * 1024 * 1024 }, (_error, output) => {
      const rows = [...output.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)];
      resolve(rows.map(([, id, parent, began = '']) => ({ id: Number(id), parent: Number(parent), began: began.trim() })));
    });
  });
}
