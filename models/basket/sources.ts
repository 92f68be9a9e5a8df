import type { Learnt } from './learn.js';
import type { Sources } from './suggest.js';

/** What suggestions are drawn from; where that foretells no better than popularity, of popular items alone. */
export function sourcesOf({ rules, pairs, popular, cycles, eligible }: Learnt, isUseful: boolean): Sources {
  const { excluded, perKind, kinds } = eligible;
  const learnt = isUseful ? { rules, pairs, cycles } : { rules: [], pairs: [], cycles: [] };
  return { ...learnt, popular, excluded, perKind, kinds };
}
