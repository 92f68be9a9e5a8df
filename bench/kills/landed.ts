import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file that was landed, as `source batch path rows sha256`, sorted: a file landed twice stands there twice. */
export function landedIn(dir: string): string[] {
  const landing = join(dir, 'landing');
  if (!existsSync(landing)) return [];
  const batches = readdirSync(landing).flatMap(source =>
    readdirSync(join(landing, source))
      .filter(name => /^\d+$/.test(name))
      .map(batch => join(landing, source, batch)),
  );
  return batches.flatMap(filesOf).sort();
}

/** How many keys were issued again for a version of a member that had one. */
export function issuedTwice(dir: string): number {
  const folder = join(dir, 'decisions', 'key');
  const lines = existsSync(folder)
    ? readdirSync(folder).flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
    : [];
  const keys = lines
    .map(line => JSON.parse(line))
    .map(({ dimension, source, id, valid_from }) => JSON.stringify([dimension, source, id, valid_from]));
  return keys.length - new Set(keys).size;
}

function filesOf(batch: string): string[] {
  const { source, batch: number, files } = JSON.parse(readFileSync(join(batch, 'manifest.json'), 'utf8'));
  return files.map((file: { path: string; rows: number; sha256: string }) =>
    [source, number, file.path, file.rows, file.sha256].join(' '),
  );
}
