import type { Ordered } from './order.js';
import type { StoredTable } from './stored-fingerprints.js';

/** What is to be done with a table, and why in words. */
export interface Decision {
  table: string;
  action: 'build' | 'keep';
  reason: string;
}

/** What a build would do: keep what stands as its fingerprint says, make the rest. Checks are left out. */
export function decide(
  tables: Ordered[],
  fingerprints: ReadonlyMap<string, string>,
  stored: ReadonlyMap<string, StoredTable>,
): Decision[] {
  const building = new Set<string>();
  return tables
    .filter(({ table }) => !table.startsWith('check.'))
    .map(({ table, inputs }) => {
      const fingerprint = fingerprints.get(table);
      if (fingerprint === undefined) throw new Error(`no fingerprint was given for ${table}`);
      const before = stored.get(table);
      if (before?.fingerprint === fingerprint)
        return { table, action: 'keep', reason: 'nothing it follows from has changed' };
      building.add(table);
      return { table, action: 'build', reason: before ? whyAnew(inputs, building) : 'it is not there' };
    });
}

function whyAnew(inputs: string[], building: ReadonlySet<string>): string {
  const anew = inputs.filter(input => building.has(input));
  return anew.length > 0
    ? `made anew: ${anew.join(', ')}`
    : 'its select, its options or what was landed for it has changed';
}
