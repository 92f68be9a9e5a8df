import { statSync } from 'node:fs';
import { constants, copyFile, type FileHandle, open } from 'node:fs/promises';

/** So many bytes are given to the system at a time: of four times as many, each takes it up to five times as long to find room for. */
const pieceBytes = 256 << 10;
const syncedPieces = 256;
/** How many syncs it may be ahead of the disk. */
const ahead = 8;

/**
 * Copies a file that nobody writes, sharing its blocks where the file system can; the copy may be opened then, and `onDisk` is settled
 * when it outlives a power cut. Elsewhere a long one goes in pieces, so that the signal stops it between two of them; then a part stays
 * behind. Mode 600.
 */
export async function copyWhole(from: string, to: string, signal?: AbortSignal): Promise<{ onDisk: Promise<void> }> {
  signal?.throwIfAborted();
  const isCopied = await copyAtOnce(from, to);
  const handle = await open(to, isCopied ? 'r+' : 'w', 0o600);
  try {
    signal?.throwIfAborted();
    const { onDisk } = isCopied ? { onDisk: Promise.resolve() } : await copyPieces(from, handle, signal);
    await handle.chmod(0o600);
    return { onDisk: onDisk.then(() => handle.sync()).finally(() => handle.close()) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A short file is copied by the system alone, from now on: of pieces, each would wait for whatever else is done meanwhile. */
async function copyAtOnce(from: string, to: string): Promise<boolean> {
  const { size } = statSync(from);
  const { COPYFILE_FICLONE, COPYFILE_FICLONE_FORCE } = constants;
  return copyFile(from, to, size <= syncedPieces * pieceBytes ? COPYFILE_FICLONE : COPYFILE_FICLONE_FORCE).then(
    () => true,
    () => false,
  );
}

/**
 * A process cannot exit before the system has taken what it was given: so never much at once. The disk is told to write while the next
 * pieces are copied, two at a time; they wait for it where it has fallen far behind.
 */
async function copyPieces(from: string, handle: FileHandle, signal?: AbortSignal): Promise<{ onDisk: Promise<void> }> {
  const source = await open(from);
  let begun = 0;
  let copied = 0;
  let onDisk = Promise.resolve();
  const syncs = [onDisk];
  const copyNext = async () => {
    const buffer = Buffer.allocUnsafe(pieceBytes);
    for (let isMore = true; isMore; ) {
      signal?.throwIfAborted();
      isMore = await copyPiece(source, handle, buffer, begun++);
      if (++copied % syncedPieces > 0) continue;
      onDisk = onDisk.then(() => handle.datasync());
      // It is waited for later; until then, a failure is no fault of the process.
      onDisk.catch(() => undefined);
      syncs.push(onDisk);
      await syncs.at(-ahead);
    }
  };
  try {
    await Promise.all([copyNext(), copyNext()]);
    return { onDisk };
  } finally {
    await source.close();
  }
}

/** Copies the piece at this place; answers whether it was whole, so that there may be more. */
async function copyPiece(source: FileHandle, handle: FileHandle, buffer: Buffer, place: number): Promise<boolean> {
  let start = place * pieceBytes;
  const end = start + pieceBytes;
  while (start < end) {
    const { bytesRead } = await source.read(buffer, 0, end - start, start);
    if (bytesRead === 0) return false;
    for (let done = 0; done < bytesRead; ) {
      const { bytesWritten } = await handle.write(buffer, done, bytesRead - done, start + done);
      done += bytesWritten;
    }
    start += bytesRead;
  }
  return true;
}
