import { literal } from '../../src/engine/engine.js';
import { landedColumns } from './column-names.js';

/** What a landed record has besides its own columns; `file`, `row` and `op` are SQL. */
interface Place {
  batch: string;
  source: string;
  file: string;
  row: string;
  op: string;
}

/** The values of `landedColumns`, in their order, as a select lists them. */
export function landedValues({ batch, source, file, row, op }: Place): string[] {
  const values = [
    literal(batch),
    literal(source),
    `cast(${file} as varchar)`,
    `cast(${row} as integer)`,
    op,
    'cast(null as timestamp)',
    'cast(null as bigint)',
  ];
  return landedColumns.map((name, index) => `${values[index]} as "${name}"`);
}
