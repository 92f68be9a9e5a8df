import { type Column, doubles, integers, type Table, texts } from '../src/table.js';
import type { LearntTable } from './model.js';

/** The columns of a table of values and their SQL types. */
type ValueColumns = Record<string, keyof Cells>;

interface Cells {
  integer: number | null;
  double: number | null;
  /** Scaled by ten thousand. */
  'decimal(18, 4)': bigint | null;
  varchar: string;
}

type Line<Columns extends ValueColumns> = { [Name in keyof Columns]: Cells[Columns[Name]] };

interface Values<Fitted, Columns extends ValueColumns> {
  table: string;
  sentence: string;
  key: (keyof Columns & string)[];
  columns: Columns;
  rows(fitted: Fitted): readonly Line<Columns>[];
}

/** A learnt table that is a table of values: each row has a cell for each column, under its name. */
export function learntTable<Fitted, Columns extends ValueColumns>({ rows, ...table }: Values<Fitted, Columns>) {
  const make = (fitted: Fitted): Table => tableOf(table.columns, rows(fitted));
  return { ...table, reads: [], make } satisfies LearntTable<Fitted>;
}

/** The rows as typed columns; what else a row has is left out. */
export function tableOf<Columns extends ValueColumns>(columns: Columns, rows: readonly Line<Columns>[]): Table {
  return { rows: rows.length, columns: Object.entries(columns).map(([name, type]) => columnOf(name, type, rows)) };
}

function columnOf(name: string, type: keyof Cells, rows: readonly Record<string, unknown>[]): Column {
  const cell = (row: Record<string, unknown>) => row[name] as never;
  switch (type) {
    case 'integer':
      return integers(name, rows, cell);
    case 'double':
      return doubles(name, rows, cell);
    case 'varchar':
      return texts(name, rows, cell);
    default:
      return amounts(name, rows, cell);
  }
}

function amounts<Item>(name: string, items: readonly Item[], value: (item: Item) => bigint | null): Column {
  const cells = items.map(value);
  return {
    name,
    type: { kind: 'decimal', precision: 18, scale: 4 },
    values: BigInt64Array.from(cells, cell => cell ?? 0n),
    present: Uint8Array.from(cells, cell => Number(cell !== null)),
  };
}
