const months = 'January February March April May June July August September October November December'.split(' ');

interface Day {
  year: number;
  month: number;
  day: number;
}

/** `2011-12-09` as `9 December 2011`. */
export function longDate(iso: string): string {
  const { year, month, day } = parts(iso);
  return `${day} ${months[month - 1]} ${year}`;
}

/** The month of a date: `2011-12-01` as `December 2011`, or `Dec 2011` when short. */
export function monthName(iso: string, style: 'long' | 'short' = 'long'): string {
  const { year, month } = parts(iso);
  return `${style === 'long' ? months[month - 1] : months[month - 1]?.slice(0, 3)} ${year}`;
}

/** Days of one month as people write them: `1–9 December 2011`, a whole month as `December 2011`. */
export function daySpan(from: string, to: string, isWholeMonth: boolean): string {
  if (isWholeMonth) return monthName(from);
  return from === to ? longDate(from) : `${parts(from).day}\u2013${longDate(to)}`;
}

function parts(iso: string): Day {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return { year, month, day };
}
