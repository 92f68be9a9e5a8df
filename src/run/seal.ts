import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { CliError, exitCode } from '../errors.js';
import { hasCode } from './error-code.js';
import type { Current } from './generations.js';

/** So much of its beginning is what every opening reads first. */
const headBytes = 12 << 10;

/** What a warehouse is known by later, without reading all of it: its length and a sum over its beginning. */
export function sealOf(warehouse: string): string {
  const file = openSync(warehouse, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    const read = readSync(file, head, 0, headBytes, 0);
    const sum = createHash('sha256').update(head.subarray(0, read)).digest('hex');
    return `${fstatSync(file).size} ${sum}`;
  } finally {
    closeSync(file);
  }
}

/**
 * Throws CliError (resources) when the warehouse is shorter, longer or begins otherwise than it was published. What is damaged within is found
 * by who reads it.
 */
export function requireSealed({ warehouse, seal }: Pick<Current, 'warehouse' | 'seal'>, hint = anew): void {
  if (seal === undefined || isSealed(warehouse, seal)) return;
  throw new CliError(`${warehouse} is damaged: it is not the file that was published`, exitCode.resources, hint);
}

/** Whether a warehouse is still what it was known by. */
export function isSealed(warehouse: string, seal: string): boolean {
  try {
    return sealOf(warehouse) === seal;
  } catch (error) {
    if (hasCode(error, 'EISDIR', 'ENOENT')) return false;
    throw error;
  }
}

const anew = 'custometry run --rebuild makes it again from what was landed and decided';
