import { closeSync, createReadStream, openSync, type ReadStream, readFileSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { CliError, exitCode, messageOf } from '../../src/errors.js';

/** How a file is packed, by its first bytes, whatever its name says. */
export type Compression = 'none' | 'gzip' | 'zstd';

/** A file of which it is known how it is packed; small ones are in memory already. */
export interface PackedFile {
  path: string;
  compression: Compression;
  whole?: Buffer;
}

const gunzipWhole = promisify(gunzip);
const smallFile = 1 << 20;
const smallContent = 1 << 24;

/** Looks into a file. Throws CliError (source) for archives that hold files of their own, and for what cannot be read. */
export async function openPacked(path: string, bytes: number): Promise<PackedFile> {
  const head = await headOf(path, bytes).catch(error => {
    throw unreadable(path, error);
  });
  const magic = head.toString('hex', 0, 4);
  if (magic === '504b0304') {
    const what = `${path} is a zip archive or a workbook, not text`;
    throw new CliError(what, exitCode.source, 'unpack it, or export it as CSV');
  }
  const compression = magic.startsWith('1f8b') ? 'gzip' : magic === '28b52ffd' ? 'zstd' : 'none';
  return bytes <= smallFile ? { path, compression, whole: head } : { path, compression };
}

/** A small file is read at once: to wait a turn for each step of it takes longer. */
async function headOf(path: string, bytes: number): Promise<Buffer> {
  return bytes <= smallFile ? readFileSync(path) : firstBytes(path);
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * The unpacked bytes of a file in pieces, in bounded memory; `tap` sees each piece of the file as it lies on the disk.
 * Throws CliError (source) where the file cannot be read, is damaged or is cut short.
 */
export async function* unpackedBytes(file: PackedFile, tap: (raw: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  try {
    const whole = await unpackSmall(file);
    if (whole && file.whole) {
      tap(file.whole);
      yield whole;
    } else yield* unpackStream(file, tap);
  } catch (error) {
    throw error instanceof CliError ? error : unreadable(file.path, error);
  }
}

/** The bytes of a file as it lies on the disk. Throws CliError (source) where it cannot be read. */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 });
  } catch (error) {
    throw unreadable(path, error);
  }
}

let lent: Buffer | undefined;

/**
 * All bytes of a small file, until the next is asked for, or undefined: many are read before a stream of one is open, and to find a new place
 * for each takes as long as to read it. Throws CliError (source) where it cannot be read.
 */
export function smallBytes(path: string): Uint8Array | undefined {
  lent ??= Buffer.allocUnsafeSlow(smallFile + 1);
  try {
    const length = readInto(lent, path);
    return length <= smallFile ? lent.subarray(0, length) : undefined;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function readInto(buffer: Buffer, path: string): number {
  const handle = openSync(path, 'r');
  try {
    let length = 0;
    for (let read = 1; read > 0 && length < buffer.length; length += read)
      read = readSync(handle, buffer, length, buffer.length - length, null);
    return length;
  } finally {
    closeSync(handle);
  }
}

async function unpackSmall({ whole, compression }: PackedFile): Promise<Buffer | undefined> {
  if (!whole || compression === 'none') return whole;
  if (compression === 'zstd') return undefined;
  return gunzipWhole(whole, { maxOutputLength: smallContent, chunkSize: saidLength(whole) }).catch(error => {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw error;
  });
}

/** What a gzip file says at its end that it unpacks to, with a byte to spare, so that it is unpacked in one go; it need not be true. */
function saidLength(whole: Buffer): number {
  const said = whole.length < 18 ? 0 : whole.readUInt32LE(whole.length - 4);
  return Math.min(Math.max(said + 1, 1 << 12), smallContent);
}

async function* unpackStream(file: PackedFile, tap: (raw: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  const unpack = await unpacking[file.compression]();
  const raw = createReadStream(file.path, { highWaterMark: 1 << 20 });
  raw.on('data', piece => tap(piece as Buffer));
  yield* unpack(raw);
}

/** How a stream is unpacked; what few files need is loaded for them. */
const unpacking: Record<Compression, () => Promise<(raw: ReadStream) => AsyncIterable<Uint8Array>>> = {
  none: async () => raw => raw,
  gzip: async () => raw => pipeline(raw, createGunzip({ chunkSize: 1 << 18 }), () => {}),
  zstd: async () => (await import('./zstd.js')).zstdUnpacker(),
};

function unreadable(path: string, error: unknown): CliError {
  const code = String((error as NodeJS.ErrnoException).code);
  const what = code === 'Z_BUF_ERROR' ? 'is cut short' : /^(Z_.*|\d)$/.test(code) ? 'is damaged' : 'cannot be read';
  const hint =
    what === 'cannot be read' ? 'check that it may be read' : 'ask for the file again; nothing of it was landed';
  return new CliError(`${path} ${what}: ${messageOf(error)}`, exitCode.source, hint, { cause: error });
}
