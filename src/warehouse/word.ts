import { userName } from '../run/user-name.js';
import type { Session } from './session.js';

/** Who decides something, and why. */
export interface Word {
  /** Default: the user of the operating system. */
  by?: string;
  why: string;
}

/** The same as a decision carries it; `at` is ISO, UTC. */
export interface SignedWord {
  at: string;
  by: string;
  why: string;
}

/** The word as a decision carries it. */
export function signed({ now }: Session, { by, why }: Word): SignedWord {
  return { at: now().toISOString(), by: by ?? userName(), why };
}
