import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError, exitCode } from '../../errors.js';
import type { State } from '../../run/state.js';
import { createFile } from '../../run/write-file.js';

/** HMAC-SHA256 (64 hex digits) under the secret of the project: nobody without it learns who was meant, or can try numbers out. */
export type KeyedHash = (...parts: string[]) => string;

/** The hash under the secret that stands; where there is none yet, a new one is made. Only under the lock. */
export function openKeyedHash(state: State): KeyedHash {
  const path = secretPath(state);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    createFile(path, [`${randomBytes(32).toString('hex')}\n`]);
  }
  return readKeyedHash(state);
}

/** The hash under the secret that stands. Throws CliError (internal) where it is lost. */
export function readKeyedHash(state: State): KeyedHash {
  const path = secretPath(state);
  if (!existsSync(path)) {
    const what = `${path} is missing: without it nobody who was forgotten can be recognised`;
    throw new CliError(what, exitCode.internal, 'restore it from a backup');
  }
  const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  return (...parts) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex');
}

/** Beside the decisions it belongs to, mode 600. */
function secretPath({ decisions }: State): string {
  return join(decisions, 'erasure', 'secret.key');
}
