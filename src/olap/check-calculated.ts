import { baseMeasures } from './measure-tree.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';
import type { Shown } from './shown.js';
import { isOfCells } from './top.js';
import { usage } from './usage.js';

/** Throws CliError (usage) where calculated members cannot be shown, or not be exact. */
export function checkCalculated(request: Request): void {
  const { calculated, rows, columns, query, bounds, shown } = request;
  if (!calculated) return;
  const { level, groups } = calculated;
  if (![...rows, ...columns].includes(level))
    throw usage(`the calculated members of ${level.name} need it among the rows or columns`);
  if (query.top && !isOfCells(request))
    throw usage('calculated members do not go with a top of others, of columns or of what lies above the last level');
  if (bounds.length > 0 && query.totals === 'visual')
    throw usage('calculated members do not go with totals of what is shown', 'ask for full totals, or none');
  if (!dimensionOf(request.cube, level.dimension).date || groups.every(group => group.length === 1)) return;
  const found = shown.find(one => isTakenOfOnePeriod(request, one));
  if (found)
    throw usage(
      `${found.as} of several periods together is not defined`,
      'subtract or divide periods, or leave it out',
    );
}

function isTakenOfOnePeriod({ cube }: Request, { measure, calculation }: Shown): boolean {
  if (calculation === 'to_date' || calculation === 'rolling' || calculation === 'moving_average') return true;
  return baseMeasures(cube, measure).some(base => cube.measures.get(base)?.over?.rule === 'closing');
}
