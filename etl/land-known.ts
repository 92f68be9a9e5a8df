import { createHash } from 'node:crypto';
import { fileBytes, openPacked, smallBytes, unpackedBytes } from './extract/bytes.js';
import type { SourceFile } from './extract/files.js';
import type { KnownHashes } from './known-hashes.js';
import type { ManifestFile } from './manifest.js';

/** Whether a file is byte by byte the version of its path that was landed last. */
export async function isSameFile(
  file: SourceFile,
  last: ManifestFile | undefined,
  hashes: KnownHashes,
  signal?: AbortSignal,
): Promise<boolean> {
  if (!last || last.bytes !== file.bytes) return false;
  return (await hashes.of(file, signal)) === last.bytes_sha256;
}

/** Whether a file unpacks to what was landed last under its path. */
export async function isSameContent(file: SourceFile, last: ManifestFile | undefined): Promise<boolean> {
  if (!last) return false;
  const packed = await openPacked(file.path, file.bytes);
  return (await sha256(unpackedBytes(packed, () => {}))) === last.sha256;
}

/** The sha256 of a file as it lies on the disk. Throws CliError (source) where it cannot be read. */
export async function fileSha256({ path }: Pick<SourceFile, 'path'>, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted();
  const small = smallBytes(path);
  return small ? createHash('sha256').update(small).digest('hex') : sha256(fileBytes(path), signal);
}

async function sha256(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest('hex');
}
