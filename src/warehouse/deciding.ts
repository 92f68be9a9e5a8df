import { messageOf } from '../errors.js';
import { appendLedger, type LedgerEvent } from '../run/ledger.js';
import { acquireLock } from '../run/lock.js';
import { newRun } from '../run/run-id.js';
import type { Session } from './session.js';
import { type SignedWord, signed, type Word } from './word.js';

/** A decision being made: its run in the ledger, and what each of its lines says at the end. */
export interface Deciding {
  run: string;
  word: SignedWord;
  log(event: LedgerEvent['event'], details?: object): void;
}

/** Does something that decides, alone in the project and written into the ledger with who and why. Throws CliError (lock busy). */
export async function deciding<T>(
  session: Session,
  command: string,
  word: Word,
  work: (deciding: Deciding) => Promise<T>,
): Promise<T> {
  const { state, now } = session;
  const run = newRun(state, now);
  const lock = await acquireLock(state, { command, run, now });
  const log: Deciding['log'] = (event, details) =>
    appendLedger(state, { at: now().toISOString(), run, event, ...details });
  try {
    const said = signed(session, word);
    log('start', { command, by: said.by, why: said.why });
    const answer = await work({ run, word: said, log });
    log('end', { status: 'decided' });
    return answer;
  } catch (error) {
    const isStopped = session.options.signal?.aborted;
    if (!isStopped) log('fail', { error: messageOf(error) });
    log('end', { status: isStopped ? 'interrupted' : 'failed' });
    throw error;
  } finally {
    lock.release();
  }
}
