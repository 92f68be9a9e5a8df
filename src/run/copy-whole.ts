import { constants, copyFile, type FileHandle, open } from 'node:fs/promises';

const mebibyte = 1 << 20;
const syncedPieces = 64;

/**
 * Copies a file that nobody writes, sharing its blocks where the file system can, and makes it outlive a power cut.
 * Elsewhere it goes in pieces, so that the signal stops it between two of them; then a part stays behind. Mode 600.
 */
export async function copyWhole(from: string, to: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const isShared = await shareBlocks(from, to);
  const handle = await open(to, isShared ? 'r+' : 'w', 0o600);
  try {
    if (!isShared) await copyPieces(from, handle, signal);
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function shareBlocks(from: string, to: string): Promise<boolean> {
  return copyFile(from, to, constants.COPYFILE_FICLONE_FORCE).then(
    () => true,
    () => false,
  );
}

/** A process cannot exit before the system has taken what it was given: so never much at once. */
async function copyPieces(from: string, handle: FileHandle, signal?: AbortSignal): Promise<void> {
  const source = await open(from);
  const buffer = Buffer.allocUnsafe(mebibyte);
  try {
    for (let pieces = 1; ; pieces += 1) {
      signal?.throwIfAborted();
      const { bytesRead } = await source.read(buffer);
      if (bytesRead === 0) return;
      await handle.writeFile(buffer.subarray(0, bytesRead));
      if (pieces % syncedPieces === 0) await handle.datasync();
    }
  } finally {
    await source.close();
  }
}
