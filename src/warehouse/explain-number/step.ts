import { identifier } from '../../engine/engine.js';
import { type Cell, rowsOf } from '../../table.js';
import { type Agreement, agreementOf, totalOf } from './agreement.js';
import { type Beneath, beneath } from './beneath.js';
import type { Row } from './cell.js';
import { columnNames, type Ground } from './ground.js';
import { type Headers, headersOf } from './headers.js';
import { identityOf } from './identity.js';
import { movesOf } from './moves.js';
import { oneRow } from './one-row.js';
import type { Place } from './place.js';

/** Rows of one table that a number rests on. */
export interface NumberStep {
  table: string;
  /** What one row of it is. */
  sentence: string;
  /** The columns that are followed, or by which rows are counted. */
  columns: string[];
  /** Its rows are counted: it does not matter what they say. */
  isCounted: boolean;
  rows: number;
  /** The sum of the column that is followed, or the number of rows; null where neither can be said, or may not be. */
  total: string | null;
  /** How the rows were found: by columns that pass unchanged, by evaluating the select, or not narrowed down at all. */
  found: Beneath['found'];
  /** How these rows make what is above them; it was held against it. */
  makes: Agreement;
  /** The first rows: what tells them apart, and what is followed. */
  shown: Record<string, Cell>[];
}

const mostSteps = 20;

/**
 * Follows a place down to the rows of the stage, step by step; answers the steps and the place of the last. A balance has a way of its
 * own for each table that moves it.
 */
export async function stepsBelow(ground: Ground, from: Place, row: Row): Promise<Way> {
  const moves = await movesOf(ground, from, row);
  if (!moves) return wayDown(ground, from, row);
  const ways: Way[] = [];
  for (const { above, below } of moves.moved) {
    const first = await describe(ground, above, below);
    const makes = moves.addUp && first.rows > 0 ? 'part' : first.makes;
    const further = first.rows > 0 ? await wayDown(ground, below, new Map()) : { steps: [], last: [below] };
    ways.push({ steps: [{ ...first, makes }, ...further.steps], last: further.last });
  }
  return { steps: ways.flatMap(({ steps }) => steps), last: ways.flatMap(({ last }) => last) };
}

interface Way {
  steps: NumberStep[];
  last: Place[];
}

/** Ends above the records where rows are not narrowed down: below them nothing can be told. */
async function wayDown(ground: Ground, from: Place, row: Row): Promise<Way> {
  const steps: NumberStep[] = [];
  let place = from;
  let known = row;
  let headers: Headers | undefined;
  while (!place.table.startsWith('stage.') && steps.length < mostSteps) {
    const below = await beneath(ground, place, known);
    if (!below) break;
    steps.push(await describe(ground, place, below));
    headers ??= await headersOf(ground, place);
    place = below;
    if (below.found === 'all') return { steps, last: [] };
    if (steps.at(-1)?.rows === 0) break;
    known = new Map();
  }
  const told = headers && (await wayOfHeaders(ground, headers));
  return { steps: [...steps, ...(told?.steps ?? [])], last: [place, ...(told?.last ?? [])] };
}

/** Nothing, where no header gave the lines anything. */
async function wayOfHeaders(ground: Ground, { above, below }: Headers): Promise<Way | undefined> {
  const first = await describe(ground, above, below);
  if (first.rows === 0) return undefined;
  const further = await wayDown(ground, below, new Map());
  return { steps: [first, ...further.steps], last: further.last };
}

async function describe(ground: Ground, above: Place, below: Beneath): Promise<NumberStep> {
  const { table, columns, shows, found, rows } = below;
  const { n } = await oneRow(ground.engine, `select count(*) as n from ${rows}`);
  return {
    table,
    sentence: ground.tables.get(table)?.sentence ?? '',
    columns: shows,
    isCounted: columns.length === 0,
    rows: Number(n),
    total: shows.some(column => ground.audience(table, column)) ? null : await totalOf(ground, below),
    found,
    makes: await agreementOf(ground, above, below),
    shown: await shownRows(ground, { ...below, columns: shows }),
  };
}

/** The first rows by what tells them apart; a column that the audience may not see is left out. */
export async function shownRows(ground: Ground, { table, columns, rows }: Place): Promise<Record<string, Cell>[]> {
  const names = columnNames(ground, table) ?? [];
  const wanted = new Set([...(identityOf(ground, table) ?? []), ...columns, '_batch', '_file', '_row']);
  const open = names
    .filter(name => wanted.has(name) && ground.audience(table, name) === undefined)
    .map(name => identifier(name));
  if (open.length === 0) return [];
  const order = (identityOf(ground, table) ?? names).map(name => identifier(name)).join(', ');
  return rowsOf(
    await ground.engine.query(`select ${open.join(', ')} from ${rows} order by ${order} limit ${ground.limit}`),
  );
}
