import { literal } from '../../../src/engine/engine.js';
import type { Part } from './rival.js';

/** How many reasons are given. */
const most = 3;

/** No reason, three times. */
export const noReasons: readonly string[] = Array(most).fill('cast(null as varchar)');

/** The texts of the greatest parts above 0, the greatest first; of equal ones the first. */
export function topReasons(parts: readonly Part[]): string[] {
  return parts
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount)
    .slice(0, most)
    .map(({ text }) => text);
}

/** A reason as SQL; none is null. */
export function textSql(text: string | undefined): string {
  return `cast(${text === undefined ? 'null' : literal(text)} as varchar)`;
}
