/** Whether a process runs. One that has ended and waits for its parent does not. */
export async function isRunning(id: number): Promise<boolean> {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${String(id)}/stat`, 'utf8').catch(() => null);
  return status === null ? process.platform !== 'linux' : !/\) Z /.test(status);
}

/** Waits until a process is gone; fails the test after some seconds. */
export async function untilGone(id: number): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (!(await isRunning(id))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The process ${String(id)} still runs`);
}
