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
  const { rows, columns, levels } = cells;
  const isNamed = request.shown.length > 1 || levels.columns.length === 1;
  const heads = columns.map(tuple => headOf(tuple, isNamed || tuple.measure === undefined));
  const texts = rows.map((row, r) =>
    columns.map((column, c) => shown(cells.cells[r]?.[c] ?? null, formatOf(request, row, column))),
  );
  const bars = withBars ? barsOf(rows, cells.cells) : undefined;
  return {
    columns: [...levels.rows, ...heads, ...(bars ? [' '] : [])],
    numeric: [...levels.rows.map(() => false), ...heads.map(() => true), ...(bars ? [false] : [])],
    rows: rows.map((tuple, row) => [
      ...labels(tuple, levels.rows),
      ...(texts[row] ?? []),
      ...(bars ? [bars[row] ?? ''] : []),
    ]),
  };
}

/** A member has its caption; the first level that is summed over has the word, those after it are blank. */
function labels({ members, total, measure = '' }: Tuple, levels: string[]): string[] {
  return levels.map(level => {
    if (level === 'measures') return measure;
    const member = members.find(one => one.level === level);
    if (member) return labelOf(member);
    return total[0] === level ? 'total' : '';
  });
}

function labelOf({ caption, isOthers }: Tuple['members'][number]): string {
  return isOthers ? 'others' : caption === null ? '(none)' : String(caption);
}

function headOf({ members, total, measure = '' }: Tuple, isNamed: boolean): string {
  const path = [...members.map(labelOf), ...(total.length > 0 ? ['total'] : [])].join(' ');
  return path === '' ? measure : isNamed ? `${path} ${measure}`.trimEnd() : path;
}

type Request = CubeResult['request'];
type Formula = NonNullable<Request['calculated']>['members'][number]['formula'];

/** As the measure is read, unless the cell is of a calculated member that says how it is. */
function formatOf({ cube, calculated, shown: asked }: Request, row: Tuple, column: Tuple): string | undefined {
  const made = [...row.members, ...column.members].find(one => one.isCalculated);
  const member = made && calculated?.members.find(one => one.name === made.key);
  const own = member?.format ?? (member && isQuotient(member.formula) ? '0.000' : undefined);
  const { measure = '', calculation } = asked.find(one => one.as === (row.measure ?? column.measure)) ?? {};
  if (own) return own;
  if (calculation?.startsWith('share') || calculation === 'growth' || calculation === 'ratio_to') return '0.0%';
  return calculation === 'rank' ? '0' : cube.measures.get(measure)?.format;
}

/** What is multiplied or divided is no longer in the unit of the measure. */
function isQuotient(formula: Formula): boolean {
  if (!('operator' in formula)) return false;
  return '*/'.includes(formula.operator) || isQuotient(formula.left) || isQuotient(formula.right);
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

/** The first value of each row as a bar beside the others of its kind; subtotals and other measures have none. */
function barsOf(rows: Tuple[], values: Cell[][]): string[] {
  const first = rows.map(({ total, measure }, row) => {
    const isOther = total.length > 0 || measure !== rows[0]?.measure;
    return isOther ? 0 : Math.max(0, Number(values[row]?.[0] ?? 0));
  });
  const greatest = Math.max(...first, 0);
  return first.map(value => (greatest > 0 ? '█'.repeat(Math.round((value / greatest) * widest)) : ''));
}
