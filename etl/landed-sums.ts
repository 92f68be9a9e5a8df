import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCode } from '../src/errors.js';
import { fileSha256 } from './land-known.js';
import type { Manifest } from './manifest.js';

/** By what a landed Parquet file is known again. */
export interface LandedSum {
  name: string;
  bytes: number;
  sha256: string;
}

/** The name, size and sha256 of every Parquet file in the folder of a batch, by name. */
export async function landedSums(folder: string, signal?: AbortSignal): Promise<LandedSum[]> {
  const sums: LandedSum[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.parquet')) continue;
    const path = join(folder, name);
    sums.push({ name, bytes: statSync(path).size, sha256: await fileSha256({ path }, signal) });
  }
  return sums;
}

/** Reads every landed file of these batches and compares it with its manifest. Throws CliError (source) that names the damaged ones. */
export async function verifyLanded(landing: string, manifests: Manifest[], signal?: AbortSignal): Promise<void> {
  const wrong: string[] = [];
  for (const { source, batch, parquet = [] } of manifests) {
    for (const sum of parquet) {
      const path = join(landing, source, batch, sum.name);
      const fault = await faultOf(path, sum, signal);
      if (fault) wrong.push(`${path} ${fault}`);
    }
  }
  if (wrong.length === 0) return;
  const shown = wrong.slice(0, 10);
  const rest = wrong.length > shown.length ? [`… and ${wrong.length - shown.length} more`] : [];
  throw new CliError(
    ['landed files are damaged; nothing was built on them', ...shown, ...rest].join('\n'),
    exitCode.source,
    'restore them from a backup; or, where the files they were landed from are still there, move the folder of the batch away and run again',
  );
}

async function faultOf(path: string, { bytes, sha256 }: LandedSum, signal?: AbortSignal): Promise<string | undefined> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 'is missing';
  if (found.size !== bytes) return `has ${found.size} bytes and was landed with ${bytes}`;
  return (await fileSha256({ path }, signal)) === sha256 ? undefined : 'has other bytes than it was landed with';
}
