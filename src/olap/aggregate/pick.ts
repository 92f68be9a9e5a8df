/** What could be kept. */
export interface Keepable {
  name: string;
  rows: number;
  bytes: number;
}

/** What is asked again and again. */
export interface Need {
  /** How often. */
  times: number;
  /** The rows that are read for it now. */
  read: number;
  /** The names of those it could be counted from. */
  from: ReadonlySet<string>;
}

/** What was picked, and the rows that it spares beside those picked before it. */
type Picked<T> = T & { spared: number };

/**
 * Picks what is worth its bytes, within a budget: again and again the one that spares most rows per byte, given those picked before. Greedy,
 * after Harinarayan, Rajaraman and Ullman, Implementing Data Cubes Efficiently (SIGMOD 1996), section 4. Since each is also to be made again
 * and again, none stays of which the others spare all but a hundredth of what is read.
 */
export function pick<T extends Keepable>(all: T[], needs: Need[], budget: number): Picked<T>[] {
  const least = readWith([], needs) / 100;
  let picked: T[] = [];
  for (;;) {
    const more = filled(picked, all, { needs, budget, least });
    const pruned = withoutIdle(more, needs, least);
    if (pruned.length === picked.length && pruned.every(one => picked.includes(one))) break;
    picked = pruned;
  }
  return picked.map((one, at) => {
    const spared = readWith(picked.slice(0, at), needs) - readWith(picked.slice(0, at + 1), needs);
    return { ...one, spared };
  });
}

/** The rows that are read for all needs with some kept. */
function readWith(kept: Keepable[], needs: Need[]): number {
  return needs.reduce((sum, { times, read, from }) => {
    const rows = kept.filter(one => from.has(one.name)).map(one => one.rows);
    return sum + times * Math.min(read, ...rows);
  }, 0);
}

function filled<T extends Keepable>(
  picked: T[],
  all: T[],
  { needs, budget, least }: { needs: Need[]; budget: number; least: number },
): T[] {
  const kept = [...picked];
  for (;;) {
    const now = readWith(kept, needs);
    const left = budget - kept.reduce((sum, one) => sum + one.bytes, 0);
    const [best] = all
      .filter(one => one.bytes <= left && !kept.includes(one))
      .map(one => ({ one, spared: now - readWith([...kept, one], needs) }))
      .filter(({ spared }) => spared > 0 && spared >= least)
      .sort((a, b) => b.spared / b.one.bytes - a.spared / a.one.bytes || (a.one.name < b.one.name ? -1 : 1));
    if (!best) return kept;
    kept.push(best.one);
  }
}

function withoutIdle<T extends Keepable>(picked: T[], needs: Need[], least: number): T[] {
  const now = readWith(picked, needs);
  const [idle] = picked
    .map(one => ({ one, lost: readWith(without(picked, one), needs) - now }))
    .filter(({ lost }) => lost < least)
    .sort((a, b) => a.lost - b.lost);
  return idle ? withoutIdle(without(picked, idle.one), needs, least) : picked;
}

function without<T>(all: T[], one: T): T[] {
  return all.filter(other => other !== one);
}
