import { locked } from './locked.js';
import type { Running } from './running.js';
import type { Session } from './session.js';
import { type SignedWord, signed, type Word } from './word.js';

/** A decision being made: its run in the ledger, and what each of its lines says at the end. */
export interface Deciding extends Running {
  word: SignedWord;
}

/** Does something that decides, alone in the project and written into the ledger with who and why. Throws CliError (lock busy). */
export async function deciding<T>(
  session: Session,
  command: string,
  word: Word,
  work: (deciding: Deciding) => Promise<T>,
): Promise<T> {
  const said = signed(session, word);
  return locked(session, { command, status: 'decided', word: said }, running => work({ ...running, word: said }));
}
