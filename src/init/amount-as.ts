import type { ProposedColumn } from './propose.js';

/** The same columns, where what is called an amount is another column, and a check that says why. */
export function amountAs(
  columns: ProposedColumn[],
  name: 'quantity' | 'unit_price',
  ...checks: string[]
): ProposedColumn[] {
  return columns.map(column =>
    column.name === 'net_amount' ? { ...column, name, checks: [...column.checks, ...checks] } : column,
  );
}
