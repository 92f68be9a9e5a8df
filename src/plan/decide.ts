import type { Change, Changes } from './change.js';
import { type Fingerprint, heldRows, unknown } from './fingerprint.js';
import type { Ordered } from './order.js';
import type { StoredTable } from './stored-fingerprints.js';
import { uncounted } from './uncounted.js';

/** What is to be done with a table, and why in words. */
export interface Decision {
  action: 'build' | 'keep' | 'part';
  reason: string;
  /** The changed rows of inputs, where only parts are to be made. */
  changed?: ReadonlyMap<string, Change>;
  /** Whether the part to be made is no more than what these rows give by themselves. */
  isGrowth?: boolean;
}

/** Why most tables that are kept are: the ledger leaves it out. */
export const unchanged = 'nothing it follows from has changed';
const otherSelect = 'its select or its options have changed';
const wasOnDemand = 'until now it was made only when asked for';

/** Why a table is made whose select holds what it is made of: the list of batches, the cut-offs of a model. */
export const otherRows = 'the batches or the fit that its select holds are others';

/**
 * What to do with a table: keep it where all that it follows from is as it was, or came out the same; let it grow where it grows with each row
 * of its inputs, and these have only come; make parts of it where it says which rows of its changed inputs they follow from; else make it.
 */
export function decide(
  { inputs, parts, grows }: Ordered,
  now: Fingerprint,
  stored: StoredTable | undefined,
  changes: Changes,
): Decision {
  if (!stored) return { action: 'build', reason: 'it is not there' };
  const before = stored.fingerprint;
  if (before.all === unknown.all) return { action: 'build', reason: 'a run that was to make it was cut short' };
  if (before.all === now.all) return { action: 'keep', reason: unchanged };
  if (before.own !== now.own) return { action: 'build', reason: stored.rows === uncounted ? wasOnDemand : otherSelect };
  if (before.inputs[heldRows] !== now.inputs[heldRows]) return { action: 'build', reason: otherRows };
  const others = inputs
    .filter(input => before.inputs[input] !== now.inputs[input])
    .map(input => ({ input, change: changeOf(input, before, changes) }))
    .filter(({ change }) => change === undefined || change.rows !== undefined);
  if (others.length === 0) return { action: 'keep', reason: 'what it follows from came out the same' };
  const names = others.map(({ input }) => input);
  const reason = whyAnew(names);
  const changed = new Map(others.flatMap(({ input, change }) => (change ? [[input, change] as const] : [])));
  if (changed.size < others.length) return { action: 'build', reason };
  const isGrowth = grows && others.every(({ change }) => change?.isGrowth);
  return isGrowth || isFollowed({ parts }, names)
    ? { action: 'part', reason, changed, isGrowth }
    : { action: 'build', reason };
}

/** Whether a table says which parts of it follow from rows of these inputs. */
export function isFollowed({ parts = [] }: Pick<Ordered, 'parts'>, changed: string[]): boolean {
  const followed = new Set(parts.flatMap(part => [part.input, ...part.via.map(via => via.input)]));
  return changed.every(input => followed.has(input));
}

/** What has changed of an input since a table was made from it; of what was made in between by a build that was cut short, nothing is known. */
export function changeOf(input: string, before: Fingerprint, changes: Changes): Change | undefined {
  const change = changes.get(input);
  return change?.from === before.inputs[input] ? change : undefined;
}

function whyAnew(inputs: string[]): string {
  const landed = inputs.filter(input => input.startsWith('raw.'));
  return landed.length > 0 ? `new files for ${landed.join(', ')}` : `made anew: ${inputs.join(', ')}`;
}
