import type { CubeAnswer } from '../../olap/ask.js';
import type { Cube } from '../../olap/cube.js';
import type { CubeQuery } from '../../olap/query.js';

/** What a question was about, without a value of any condition: by what, of what, and what it took. */
export interface QuestionShape {
  cube: string;
  rows: string[];
  columns: string[];
  /** Levels of its conditions. */
  where: string[];
  measures: string[];
  /** Which subtotals. */
  totals: string;
  source: string[];
  /** Rows of the tables that it was counted from, as far as known. */
  read: number;
  elapsed_ms: number;
}

/** The shape of a question that was answered. */
export function shapeOf({ cube, request, source, choices, elapsed_ms }: CubeAnswer): QuestionShape {
  const names = (levels: { name: string }[]) => [...new Set(levels.map(one => one.name))];
  const taken = choices.flatMap(({ candidates }) => candidates.filter(one => one.taken));
  return {
    cube,
    rows: names(request.rows),
    columns: names(request.columns),
    where: names(request.conditions.map(one => one.level)),
    measures: request.shown.map(({ measure, calculation, periods, level }) => {
      const more = periods ?? level;
      return calculation ? `${measure}:${calculation}${more === undefined ? '' : `(${more})`}` : measure;
    }),
    totals: request.query.totals,
    source,
    read: taken.reduce((sum, { rows = 0 }) => sum + rows, 0),
    elapsed_ms: Math.round(elapsed_ms * 10) / 10,
  };
}

/** Of what was remembered, those that are shapes of questions: a file that another hand wrote in is no reason to fail. */
export function isShape(given: unknown): given is QuestionShape {
  const { cube, rows, columns, where, measures } = (given ?? {}) as Partial<Record<keyof QuestionShape, unknown>>;
  const isNames = (list: unknown) => Array.isArray(list) && list.every(one => typeof one === 'string');
  return typeof cube === 'string' && [rows, columns, where, measures].every(isNames);
}

/** A question of that shape; the levels of its conditions are rows too, since their values are not known. */
export function questionOfShape(
  { levels }: Cube,
  { rows, columns, where, measures, totals }: QuestionShape,
): CubeQuery {
  const seen = new Set([...rows, ...columns].flatMap(name => levels.get(name)?.path.map(one => one.name) ?? [name]));
  const held = where.filter(name => !seen.has(name));
  const finest = held.filter(name => !held.some(one => one !== name && isAbove(levels, name, one)));
  return { rows: [...rows, ...finest], columns, measures, totals: totals === 'none' ? totals : 'full' };
}

function isAbove(levels: Cube['levels'], name: string, finer: string): boolean {
  return levels.get(finer)?.path.some(one => one.name === name) ?? false;
}
