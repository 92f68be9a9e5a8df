import { open } from 'node:fs/promises';

/** Keeps a file to its owner; it outlives a power cut then. */
export async function settleFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The names in a folder outlive a power cut then. */
export async function settleFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
