import type { Request } from './request.js';
import { isOfCells } from './top.js';
import { usage } from './usage.js';

/** Throws CliError (usage) where calculated members cannot be shown, or not be exact. */
export function checkCalculated(request: Request): void {
  const { calculated, rows, columns, query, bounds } = request;
  if (!calculated) return;
  const { level } = calculated;
  if (![...rows, ...columns].includes(level))
    throw usage(`the calculated members of ${level.name} need it among the rows or columns`);
  if (query.top && !isOfCells(request))
    throw usage('calculated members do not go with a top of others, of columns or of what lies above the last level');
  if (bounds.length > 0 && query.totals === 'visual')
    throw usage('calculated members do not go with totals of what is shown', 'ask for full totals, or none');
}
