import { readPointer } from '../run/generations.js';
import { pointBack } from '../run/point-back.js';
import { locked } from './locked.js';
import type { Session } from './session.js';

/** What a rollback did. */
export interface RolledBack {
  generation: string;
  /** The generation that stood. */
  from: string | null;
  asOf: string | null;
  published_at: string;
}

/** Makes a kept generation the standing one again; by default the one that stood before. Throws CliError: usage, lock busy. */
export function rollback(session: Session, to?: string): Promise<RolledBack> {
  return locked(session, { command: 'rollback', status: 'rolled back' }, ({ log }) => {
    const from = readPointer(session.state)?.generation ?? null;
    const { generation, asOf, published_at } = pointBack(session.state, to);
    log('rollback', { generation, from });
    return { generation, from, asOf, published_at };
  });
}
