import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError, exitCode } from '../../errors.js';
import type { State } from '../../run/state.js';
import { createFile } from '../../run/write-file.js';
import type { Erasure } from './erasure.js';
import { proofOf } from './secret-proof.js';

/** HMAC-SHA256 (64 hex digits) under the secret of the project: nobody without it learns who was meant, or can try numbers out. */
export type KeyedHash = (...parts: string[]) => string;

/** The hash under the secret that stands; where nobody was forgotten yet, a new one is made. Only under the lock. */
export function openKeyedHash(state: State, all: Erasure[]): KeyedHash {
  const path = secretPath(state);
  if (all.length === 0 && !existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    createFile(path, [`${randomBytes(32).toString('hex')}\n`]);
  }
  return readKeyedHash(state, all);
}

/** The hash under the secret that stands. Throws CliError (source) where it is lost, or is not the one by which these were forgotten. */
export function readKeyedHash(state: State, all: Erasure[]): KeyedHash {
  const path = secretPath(state);
  if (!existsSync(path)) throw lost(`${path} is missing`);
  const text = readFileSync(path, 'utf8').trim();
  const hash = keyedHash(Buffer.from(text, 'hex'));
  const proofs = all.flatMap(({ secret }) => secret ?? []);
  if (!/^[0-9a-f]{64}$/.test(text) || proofs.some(proof => proof !== proofOf(hash))) throw lost(`${path} is damaged`);
  return hash;
}

function keyedHash(secret: Uint8Array): KeyedHash {
  return (...parts) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex');
}

function lost(what: string): CliError {
  const why = `${what}: without it nobody who was forgotten can be recognised`;
  return new CliError(why, exitCode.source, 'restore it from a backup');
}

/** Beside the decisions it belongs to, mode 600. */
function secretPath({ decisions }: State): string {
  return join(decisions, 'erasure', 'secret.key');
}
