import { literal } from '../../src/engine/engine.js';
import type { StagedMapping } from './mapping.js';

/** The same mapping, which refuses what was mended and landed again, whatever its rules have come to say: it would count twice. */
export function withRetries(mapping: StagedMapping, sources: ReadonlySet<string>): StagedMapping {
  if (!sources.has(mapping.source)) return mapping;
  const named = `action = 'retry' and rule <> 'structure' and source = ${literal(mapping.source)}`;
  const rule = {
    name: 'retried',
    kind: 'retried',
    failed: `(_batch, _file, _row) in (select batch, file, "row" from decisions.quarantine where ${named})`,
    message: 'a mended record has taken its place',
    action: 'reject' as const,
  };
  return { ...mapping, rules: [...mapping.rules, rule] };
}
