import { type Engine, identifier, literal } from '../engine/engine.js';
import { type Cell, rowsOf } from '../table.js';
import type { Change } from './change.js';
import type { Ordered } from './order.js';
import type { Part } from './part.js';

/** The parts of a table, parted in one way, that changed rows of its inputs touch. */
export interface Touched {
  by: string[];
  parts: Part[];
  /** A table of the session with their values of the `by` columns. */
  rows: string;
  /** Where each of these columns lies (`between … and …`), as far as its values can be compared as they are written. */
  bounds: (string | undefined)[];
}

/**
 * Which parts changed rows of the parts' inputs touch, or lines that other changed rows lead to, by each way in which the table is parted;
 * none where nothing of it follows from what has changed. Rows without a value in one of the `by` columns are in no part.
 */
export async function touchedParts(
  engine: Engine,
  one: Ordered,
  changed: ReadonlyMap<string, Change>,
): Promise<Touched[]> {
  const found: Touched[] = [];
  for (const { by, parts } of splits(one)) {
    const selects = parts.flatMap(part => selectsOf(by, part, changed));
    if (selects.length === 0) continue;
    const isThere = by.map(name => `${identifier(name)} is not null`).join(' and ');
    const select = `select distinct * from (${selects.join('\nunion all\n')}) as touched where ${isThere}`;
    const { name: rows, rows: count } = await engine.aside(select);
    if (count > 0) found.push({ by, parts, rows, bounds: await boundsOf(engine, by, rows) });
  }
  return found;
}

function splits({ by = [], parts = [] }: Ordered): Pick<Touched, 'by' | 'parts'>[] {
  const found = new Map<string, Pick<Touched, 'by' | 'parts'>>();
  for (const part of parts) {
    const own = part.by ?? by;
    const split = found.get(own.join()) ?? { by: own, parts: [] };
    split.parts.push(part);
    found.set(own.join(), split);
  }
  return [...found.values()];
}

function selectsOf(by: string[], { input, on, via }: Part, changed: ReadonlyMap<string, Change>): string[] {
  const values = on.map((expression, index) => `${expression} as ${identifier(by[index] as string)}`).join(', ');
  const own = changed.get(input)?.rows;
  const direct = own ? [`select ${values} from ${own} as line`] : [];
  const led = via.flatMap(({ input: other, condition }) => {
    const rows = changed.get(other)?.rows;
    const lines = identifier(...input.split('.'));
    return rows ? [`select ${values} from ${lines} as line join ${rows} as changed on ${condition}`] : [];
  });
  return [...direct, ...led];
}

async function boundsOf(engine: Engine, by: string[], rows: string): Promise<Touched['bounds']> {
  const ends = by.map(name => identifier(name)).map((name, at) => `min(${name}) as l${at}, max(${name}) as m${at}`);
  const [found] = rowsOf(await engine.query(`select ${ends.join(', ')} from ${rows}`));
  return by.map((_, at) => boundOf(found?.[`l${at}`], found?.[`m${at}`]));
}

function boundOf(least: Cell | undefined, most: Cell | undefined): string | undefined {
  if (isText(least) && isText(most)) return `between ${literal(least)} and ${literal(most)}`;
  return Number.isInteger(least) && Number.isInteger(most) ? `between ${least} and ${most}` : undefined;
}

/** The text of a statement ends at a zero. */
function isText(cell: Cell | undefined): cell is string {
  return typeof cell === 'string' && !cell.includes('\0');
}
