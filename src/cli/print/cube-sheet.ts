import type { Cell, CubeResult } from '../../index.js';
import type { Sheet } from './sheet.js';

type Tuple = CubeResult['cells']['rows'][number];

/** One record per cell, for programs: levels, measures, and which levels a subtotal sums over. */
export function recordSheet({ rows, request }: CubeResult): Sheet {
  const levels = [...request.rows, ...request.columns].map(one => one.name);
  const measures = request.shown.map(one => one.as);
  const flags = ['$total', '$others', '$calculated'].filter(flag => rows.some(row => row[flag] !== undefined));
  const columns = [...levels, ...measures, ...flags];
  const plain = (cell: Cell | string[] | undefined): Cell => (Array.isArray(cell) ? cell.join(' ') : (cell ?? null));
  return { columns, rows: rows.map(row => columns.map(name => plain(row[name]))) };
}

/** A table for people: members by their captions, subtotals in words, the columns side by side, numbers as the cube formats them. */
export function cubeSheet({ cells, request }: CubeResult, withBars: boolean): Sheet {
  const { rows, columns, measures } = cells;
  const levels = request.rows.map(one => one.name);
  const formats = request.shown.map(one => formatOf(request, one));
  const heads = columns.flatMap(tuple => measures.map(measure => headOf(tuple, measure, measures.length > 1)));
  const values = rows.map((_, row) => columns.flatMap((_column, at) => cells.cells[row]?.[at] ?? []));
  const texts = values.map((line, row) =>
    line.map((cell, at) => {
      const own = madeFormat(request, [rows[row], columns[Math.floor(at / measures.length)]]);
      return shown(cell, own ?? formats[at % measures.length]);
    }),
  );
  const bars = withBars ? barsOf(rows, values) : undefined;
  return {
    columns: [...levels, ...heads, ...(bars ? [' '] : [])],
    numeric: [...levels.map(() => false), ...heads.map(() => true), ...(bars ? [false] : [])],
    rows: rows.map((tuple, row) => [
      ...labels(tuple, levels),
      ...(texts[row] ?? []),
      ...(bars ? [bars[row] ?? ''] : []),
    ]),
  };
}

/** A member has its caption; the first level that is summed over has the word, those after it are blank. */
function labels({ members, total }: Tuple, levels: string[]): string[] {
  return levels.map((level, at) => {
    const member = members[at];
    if (member) return labelOf(member);
    return total[0] === level ? 'total' : '';
  });
}

function labelOf({ caption, isOthers }: Tuple['members'][number]): string {
  return isOthers ? 'others' : caption === null ? '(none)' : String(caption);
}

function headOf({ members, total }: Tuple, measure: string, isNamed: boolean): string {
  const path = [...members.map(labelOf), ...(total.length > 0 ? ['total'] : [])].join(' ');
  return path === '' ? measure : isNamed ? `${path} ${measure}` : path;
}

type Request = CubeResult['request'];

function formatOf({ cube }: Request, { measure, calculation }: Request['shown'][number]): string | undefined {
  if (calculation?.startsWith('share') || calculation === 'growth' || calculation === 'ratio_to') return '0.0%';
  return calculation === 'rank' ? '0' : cube.measures.get(measure)?.format;
}

/** A calculated member may be read in another way than the measure. */
function madeFormat({ calculated }: Request, tuples: (Tuple | undefined)[]): string | undefined {
  const made = tuples.flatMap(tuple => tuple?.members ?? []).find(one => one.isCalculated);
  return made && calculated?.members.find(one => one.name === made.key)?.format;
}

/** `0.00` has two places, `0.0%` is a share with one. */
function shown(cell: Cell, format: string | undefined): Cell {
  const number = Number(cell);
  if (cell === null || typeof cell === 'boolean' || Number.isNaN(number)) return cell === null ? '' : cell;
  if (format === undefined) return cell;
  const places = /\.(0+)/.exec(format)?.[1]?.length ?? 0;
  const isShare = format.endsWith('%');
  const text = (isShare ? number * 100 : number).toLocaleString('en-US', {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return isShare ? `${text}%` : text;
}

const widest = 30;

/** The first value of each row as a bar beside the others of its kind; subtotals have none. */
function barsOf(rows: Tuple[], values: Cell[][]): string[] {
  const first = rows.map(({ total }, row) => (total.length > 0 ? 0 : Math.max(0, Number(values[row]?.[0] ?? 0))));
  const greatest = Math.max(...first, 0);
  return first.map(value => (greatest > 0 ? '█'.repeat(Math.round((value / greatest) * widest)) : ''));
}
