import type { Change, Changes } from './change.js';
import type { Fingerprint } from './fingerprint.js';
import type { Ordered } from './order.js';
import type { StoredTable } from './stored-fingerprints.js';

/** What is to be done with a table, and why in words. */
export interface Decision {
  action: 'build' | 'keep' | 'part';
  reason: string;
  /** The changed rows of inputs, where only parts are to be made. */
  changed?: ReadonlyMap<string, Change>;
}

const unchanged = 'nothing it follows from has changed';

/**
 * What to do with a table: keep it where all that it follows from is as it was, or came out the same; make parts of it where it says which
 * rows of its changed inputs they follow from; else make it.
 */
export function decide(
  { table, kind, inputs, by, parts = [], grows }: Ordered,
  now: Fingerprint,
  stored: StoredTable | undefined,
  changes: Changes,
): Decision {
  if (!stored) return { action: 'build', reason: 'it is not there' };
  const before = stored.fingerprint;
  if (before.all === now.all) return { action: 'keep', reason: unchanged };
  if (before.own !== now.own) return { action: 'build', reason: 'its select or its options have changed' };
  const differing = inputs.filter(input => before.inputs[input] !== now.inputs[input]);
  const known = new Map<string, Change>();
  for (const input of differing) {
    const change = changes.get(input);
    if (!change || change.from !== before.inputs[input] || change.to !== now.inputs[input])
      return { action: 'build', reason: whyAnew(table, differing) };
    if (change.rows !== undefined) known.set(input, change);
  }
  if (known.size === 0) return { action: 'keep', reason: 'what it follows from came out the same' };
  const followed = new Set(parts.flatMap(part => [part.input, ...part.via.map(via => via.input)]));
  const isFollowed = by && [...known.keys()].every(input => followed.has(input));
  const isPartial = kind !== 'view' && (isFollowed || (grows && [...known.values()].every(one => one.isGrowth)));
  const reason = whyAnew(table, [...known.keys()]);
  return isPartial ? { action: 'part', reason, changed: known } : { action: 'build', reason };
}

function whyAnew(table: string, inputs: string[]): string {
  const landed = inputs.filter(input => input.startsWith('raw.'));
  if (landed.length > 0) return `new files for ${landed.join(', ')}`;
  return inputs.length > 0 ? `made anew: ${inputs.join(', ')}` : `what ${table} reads is another list`;
}
