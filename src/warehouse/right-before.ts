import type { Engine } from '../engine/engine.js';
import type { Fingerprint } from '../plan/fingerprint.js';
import { rowsOf } from '../table.js';

/**
 * What the generation before found right, as `check` says it: of keys of its tables, their sentences; the names of check selects, where
 * they are what they were then.
 */
export async function rightBefore(
  engine: Engine,
  fingerprints: ReadonlyMap<string, Pick<Fingerprint, 'own'>>,
): Promise<ReadonlySet<string>> {
  const found = rowsOf(await engine.query('select * from meta.check_result where passed = 1'));
  return new Set(
    found.flatMap(({ check_name, table_name, sentence, fingerprint }) => {
      if (check_name === `key of ${table_name}`) return [String(sentence)];
      const own = fingerprints.get(String(table_name))?.own;
      return own && fingerprint === own ? [String(table_name)] : [];
    }),
  );
}
