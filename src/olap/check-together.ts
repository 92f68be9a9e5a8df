import type { Level } from './cube.js';
import { baseMeasures } from './measure-tree.js';
import { dimensionOf } from './refer.js';
import type { Request } from './request.js';
import type { Shown } from './shown.js';
import { usage } from './usage.js';

/** Throws CliError (usage) where a measure of one period is asked of several that a question takes together: in calculated members, or in others. */
export function checkTogether(request: Request): void {
  const { calculated, shown } = request;
  const isMade = isOfTime(request, calculated?.groups.some(group => group.length > 1) ? [calculated.level] : []);
  if (!isMade && !isOfTime(request, takenTogether(request))) return;
  const found = shown.find(one => isTakenOfOnePeriod(request, one));
  if (found)
    throw usage(
      `${found.as} of several periods together is not defined`,
      isMade ? 'subtract or divide periods, or leave it out' : 'ask for the top without others, or leave it out',
    );
}

/** The levels whose members are together in others: that of the top, and those below it. */
function takenTogether({ rows, query: { top } }: Request): Level[] {
  return top?.others ? rows.slice(top.level === undefined ? -1 : rows.findIndex(one => one.name === top.level)) : [];
}

function isOfTime({ cube }: Request, levels: Level[]): boolean {
  return levels.some(level => dimensionOf(cube, level.dimension).date);
}

function isTakenOfOnePeriod({ cube }: Request, { measure, calculation }: Shown): boolean {
  if (calculation === 'to_date' || calculation === 'rolling' || calculation === 'moving_average') return true;
  return baseMeasures(cube, measure).some(base => cube.measures.get(base)?.over?.rule === 'closing');
}
