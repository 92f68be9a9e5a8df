import { monthName } from '../dates.js';
import { html, type Markup } from '../html.js';
import type { Box } from './frame.js';

/** Names of months under a chart: as many as there is room for, the year where it begins. */
export function monthAxis(months: string[], box: Box, x: (index: number) => number): Markup[] {
  const room = (box.width - box.left - box.right) / 28;
  const every = [1, 2, 3, 6, 12].find(step => months.length / step <= room) ?? 24;
  const shown = shownMonths(months, every);
  const yearAt = (place: number) => months[shown[place] ?? -1]?.slice(0, 4);
  return shown.map((index, place) => {
    const [name, itsYear] = monthName(months[index] as string, 'short').split(' ');
    const isNew = place === 0 ? [undefined, itsYear].includes(yearAt(1)) : itsYear !== yearAt(place - 1);
    const below = box.height - box.bottom;
    return html`<text x="${x(index)}" y="${below + 17}" text-anchor="middle">${name}</text>${isNew && html`<text x="${x(index)}" y="${below + 32}" text-anchor="middle">${itsYear}</text>`}`;
  });
}

/** Quarters begin in January, April … where not every month is named. */
function shownMonths(months: string[], every: number): number[] {
  const monthNumber = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  return months.flatMap((month, index) => (monthNumber(month) % every === 0 ? [index] : []));
}
