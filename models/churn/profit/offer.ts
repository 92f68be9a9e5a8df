import { identifier } from '../../../src/engine/engine.js';
import type { Cell } from '../../../src/table.js';
import { double } from '../../double.js';

/** What is offered to those who may leave. Amounts are in the currency of the data. */
export interface Offer {
  /** Of calling one customer. */
  cost: number;
  /** Of those who would leave, the share that stays because of it. */
  success_rate: number;
  /** What a customer who stays is worth: an amount, or the column that has it; no value counts as 0. */
  value: number | string;
}

/** What calling a customer brings on average: score × success rate × value − cost. */
export function expectedProfit({ cost, success_rate, value }: Offer, score: number, worth: Cell): number {
  return score * success_rate * (typeof value === 'number' ? value : Number(worth ?? 0)) - cost;
}

/** The same in SQL, of a score that is an expression. */
export function expectedProfitSql({ cost, success_rate, value }: Offer, score: string): string {
  const worth = typeof value === 'number' ? double(value) : `coalesce(cast(${identifier(value)} as double), 0e0)`;
  return `cast(${score} as double) * ${double(success_rate)} * ${worth} - ${double(cost)}`;
}

/** The column that an offer reads, as a list. */
export function offerColumns(offer: Offer | undefined): string[] {
  return typeof offer?.value === 'string' ? [offer.value] : [];
}
