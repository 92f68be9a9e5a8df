import { type Examples, positivesOf } from './examples.js';

/** What there is, what is needed, and so what is missing, before anything is learnt. */
export interface Need {
  what: string;
  there: number;
  needed: number;
  missing: number;
}

/** Of what is held out a third as much is needed as of what is learnt from. */
const judged = 1 / 3;

/** Positive and negative examples to learn from, and to judge by where some are held out at all. */
export function needsOf(
  { labels, learnt, held, positive, negative }: Examples,
  least: number,
  isHeldOut: boolean,
): Need[] {
  const counted = (rows: Uint32Array, purpose: string, needed: number) => {
    const positives = positivesOf(labels, rows);
    return [
      need(`examples of ${positive} ${purpose}`, positives, needed),
      need(`examples of ${negative} ${purpose}`, rows.length - positives, needed),
    ];
  };
  const own = counted(learnt, 'to learn from', least);
  return isHeldOut ? [...own, ...counted(held, 'to judge by', Math.ceil(least * judged))] : own;
}

/** The needs that are not met, in words. */
export function shortfallWords(needs: readonly Need[]): string[] {
  return needs
    .filter(({ missing }) => missing > 0)
    .map(({ what, there, needed, missing }) => `${what}: ${there} there, ${needed} needed, ${missing} missing`);
}

function need(what: string, there: number, needed: number): Need {
  return { what, there, needed, missing: Math.max(0, needed - there) };
}
