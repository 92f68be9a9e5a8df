import { runningTotal } from '../../src/stats/running-total.js';
import { column, type Table } from '../../src/table.js';
import { type Axis, axes } from './axis.js';

/** The scored customers along one axis: distinct values ascending (scaled by 10,000), and how many customers stand at each. */
export interface Counted {
  values: BigInt64Array;
  customers: Int32Array;
  /** How many customers stand at or before each value. */
  until: Float64Array;
  /** Method ntile: the bin of each entry and the last customer in it. */
  bins?: Int32Array;
  lastCustomer?: string[];
}

/** The answer of the training select, axis by axis, whatever the order of its rows. */
export function countedAxes(table: Table): Record<Axis, Counted> {
  const rows = inOrder(table);
  const axis = column(table, 'axis').values as Int32Array;
  let start = 0;
  const entries = axes.map((name, index) => {
    let end = start;
    while (end < rows.length && axis[rows[end] as number] === index + 1) end++;
    const counted = along(table, rows.subarray(start, end));
    start = end;
    return [name, counted] as const;
  });
  return Object.fromEntries(entries) as Record<Axis, Counted>;
}

/** Row numbers by axis, value and bin; the engine's answer is in that order already, so this is one pass. */
function inOrder(table: Table): Uint32Array {
  const rows = new Uint32Array(table.rows);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  const compare = rowOrder(table);
  for (let row = 1; row < rows.length; row++) if (compare(row - 1, row) > 0) return rows.sort(compare);
  return rows;
}

function rowOrder(table: Table): (left: number, right: number) => number {
  const axis = column(table, 'axis').values as Int32Array;
  const value = column(table, 'value').values as BigInt64Array;
  const bin = binsOf(table);
  return (left, right) => {
    const byAxis = (axis[left] as number) - (axis[right] as number);
    if (byAxis !== 0) return byAxis;
    const [one, other] = [value[left] as bigint, value[right] as bigint];
    if (one !== other) return one < other ? -1 : 1;
    return bin ? (bin[left] as number) - (bin[right] as number) : 0;
  };
}

function along(table: Table, rows: Uint32Array): Counted {
  const value = column(table, 'value').values as BigInt64Array;
  const customer = column(table, 'customers').values as Int32Array;
  const values = new BigInt64Array(rows.length);
  const customers = new Int32Array(rows.length);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as number;
    values[index] = value[row] as bigint;
    customers[index] = customer[row] as number;
  }
  return { values, customers, until: runningTotal(customers), ...binsAlong(table, rows) };
}

function binsAlong(table: Table, rows: Uint32Array): Pick<Counted, 'bins' | 'lastCustomer'> {
  const bin = binsOf(table);
  if (!bin) return {};
  const customer = column(table, 'customer_id').values as string[];
  return {
    bins: Int32Array.from(rows, row => bin[row] as number),
    lastCustomer: Array.from(rows, row => customer[row] as string),
  };
}

function binsOf(table: Table): Int32Array | undefined {
  return table.columns.find(one => one.name === 'bin')?.values as Int32Array | undefined;
}
