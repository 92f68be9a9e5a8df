import { appendLedger, type LedgerEvent } from '../run/ledger.js';
import type { Session } from './session.js';

/** One run under way. */
export interface Running {
  session: Session;
  run: string;
  begun: number;
  /** What happened, or each of some things that did. */
  log(event: LedgerEvent['event'], details?: object | object[]): void;
}

/** The run of that name, begun now: what it logs goes into the ledger. */
export function underWay(session: Session, run: string): Running {
  const { state, now } = session;
  const log: Running['log'] = (event, details = {}) => {
    const at = now().toISOString();
    const [first, ...more] = [details].flat().map(one => ({ at, run, event, ...one }));
    if (first) appendLedger(state, first, ...more);
  };
  return { session, run, begun: performance.now(), log };
}

/** For how long it has been under way, in milliseconds. */
export function elapsed({ begun }: Running): number {
  return Math.round(performance.now() - begun);
}
