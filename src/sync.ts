import { chmodSync, closeSync, fsync, fsyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Makes what was written to a file, or the names in a folder, outlive a power cut. */
export function sync(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The same, begun at once, while others work. */
export async function syncBeside(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  await promisify(fsync)(handle).finally(() => closeSync(handle));
}

/** Keeps a file to its owner, and makes it outlive a power cut while others work. */
export async function settle(path: string): Promise<void> {
  chmodSync(path, 0o600);
  await syncBeside(path);
}
