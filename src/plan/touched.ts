import { type Engine, identifier, literal } from '../engine/engine.js';
import { type Cell, rowsOf } from '../table.js';
import type { Change, MadeParts } from './change.js';
import type { Ordered } from './order.js';
import type { Part } from './part.js';
import type { PartInputs } from './part-inputs.js';

type Bounds = { least: string; most: string } | undefined;

/** The parts of a table, parted in one way, that changed rows of its inputs touch. */
export interface Touched {
  by: string[];
  parts: Part[];
  /** A table of the session with their values of the `by` columns, in this order. */
  rows: string;
  /** The least and the greatest value of each of these columns, as SQL writes them, where the inputs are long: an engine may pass over all rows outside. */
  bounds: Bounds[];
  /** Of inputs that were made in parts themselves: these. */
  made: ReadonlyMap<string, MadeParts>;
}

/**
 * Which parts changed rows of the parts' inputs touch, or lines that other changed rows lead to, by each way in which the table is parted;
 * none where nothing of it follows from what has changed. Rows without a value in one of the `by` columns are in no part: where these are not
 * of the key, such rows may be there, and once some are touched, all of the table is (undefined). So it is with any table of a project: its
 * select may give a row without a key, which the check of the key is to find on the same night as in a rebuild.
 */
export async function touchedParts(
  engine: Engine,
  one: Ordered,
  changed: ReadonlyMap<string, Change>,
  { inputs, isLong }: { inputs: PartInputs; isLong: (table: string) => boolean },
): Promise<Touched[] | undefined> {
  const found: Touched[] = [];
  const made = new Map([...changed].flatMap(([input, { parts }]) => (parts ? [[input, parts]] : [])));
  for (const { by, parts } of splits(one)) {
    const selects = parts.flatMap(part => selectsOf(part, changed));
    if (selects.length === 0) continue;
    const isThere = by.map((_, at) => `value${at} is not null`).join(' and ');
    const touched = `from (${selects.join('\nunion all\n')}) as touched where`;
    const isNeverThere = one.origin !== 'project' && by.every(name => one.key.includes(name));
    if (!isNeverThere && (await engine.query(`select 1 ${touched} not (${isThere}) limit 1`)).rows > 0)
      return undefined;
    const { name: rows, rows: count } = await inputs.values(engine, selects, isThere);
    if (count === 0) continue;
    const bounds = parts.some(({ input }) => isLong(input)) ? await boundsOf(engine, by, rows) : [];
    found.push({ by, parts, rows, bounds, made });
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

/** Named by their place, so that tables that name their columns otherwise share them. */
function selectsOf({ input, on, when, via }: Part, changed: ReadonlyMap<string, Change>): string[] {
  const values = on.map((expression, at) => `${expression} as value${at}`).join(', ');
  const own = changed.get(input)?.rows;
  const direct = own ? [`select ${values} from ${own} as line${when ? ` where ${when}` : ''}`] : [];
  const led = via.flatMap(({ input: other, condition }) => {
    const rows = changed.get(other)?.rows;
    const lines = identifier(...input.split('.'));
    return rows ? [`select ${values} from ${lines} as line join ${rows} as changed on ${condition}`] : [];
  });
  return [...direct, ...led];
}

async function boundsOf(engine: Engine, by: string[], rows: string): Promise<Bounds[]> {
  const ends = by.map((_, at) => {
    const [least, most] = [`min(value${at})`, `max(value${at})`];
    return `cast(${least} as varchar) as least${at}, cast(${most} as varchar) as most${at}, typeof(${least}) as type${at}`;
  });
  const [found] = rowsOf(await engine.query(`select ${ends.join(', ')} from ${rows}`));
  return by.map((_, at) => {
    const [least, most] = [found?.[`least${at}`], found?.[`most${at}`]];
    const typed = (text: string) => `cast(${literal(text)} as ${found?.[`type${at}`]})`;
    return isText(least) && isText(most) ? { least: typed(least), most: typed(most) } : undefined;
  });
}

/** The text of a statement ends at a zero. */
function isText(cell: Cell | undefined): cell is string {
  return typeof cell === 'string' && !cell.includes('\0');
}
