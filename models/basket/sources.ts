import type { Learnt } from './learn.js';
import type { Sources } from './suggest.js';

/** What suggestions are drawn from; where rules and pairs foretell worse than popularity, what is due again and popular items. */
export function sourcesOf({ rules, pairs, popular, cycles, eligible }: Learnt, isUseful: boolean): Sources {
  const { excluded, perKind, kinds } = eligible;
  const learnt = isUseful ? { rules, pairs } : { rules: [], pairs: [] };
  return { ...learnt, cycles, popular, excluded, perKind, kinds };
}
