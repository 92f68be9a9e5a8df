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
  const files = landedFiles(landing, manifests);
  const wrong: string[] = [];
  for (const [path, sum] of files) {
    const fault =
      sizeFault(path, sum) ?? ((await fileSha256({ path }, signal)) === sum.sha256 ? undefined : otherBytes);
    if (fault) wrong.push(`${path} ${fault}`);
  }
  if (wrong.length > 0) throw damaged(wrong);
}

/** The same by name and size alone, which reads none of them. */
export function lookAtLanded(landing: string, manifests: Manifest[]): void {
  const wrong = landedFiles(landing, manifests).flatMap(([path, sum]) => {
    const fault = sizeFault(path, sum);
    return fault ? [`${path} ${fault}`] : [];
  });
  if (wrong.length > 0) throw damaged(wrong);
}

const otherBytes = 'has other bytes than it was landed with';

function landedFiles(landing: string, manifests: Manifest[]): [string, LandedSum][] {
  return manifests.flatMap(({ source, batch, parquet = [] }) =>
    parquet.map((sum): [string, LandedSum] => [join(landing, source, batch, sum.name), sum]),
  );
}

function sizeFault(path: string, { bytes }: LandedSum): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 'is missing';
  return found.size === bytes ? undefined : `has ${found.size} bytes and was landed with ${bytes}`;
}

function damaged(wrong: string[]): CliError {
  const shown = wrong.slice(0, 10);
  const rest = wrong.length > shown.length ? [`… and ${wrong.length - shown.length} more`] : [];
  return new CliError(
    ['landed files are damaged; nothing can be built on them', ...shown, ...rest].join('\n'),
    exitCode.source,
    'restore them from a backup; or, where the files they were landed from are still there, move the folder of the batch away: custometry run --rebuild lands them again',
  );
}
