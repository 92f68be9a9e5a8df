import type { Level } from './cube.js';
import type { Request } from './request.js';
import { isCutLate, isOfCells } from './top.js';

/** A column that cells are grouped by. */
export interface Key {
  /** Its name in the answer: the level, or level$caption, level$order, level$others, level$calculated. */
  name: string;
  level: Level;
  kind: 'member' | 'caption' | 'order' | 'others' | 'calculated';
}

/** A level on an axis with the keys it adds to those before it. */
export interface Element {
  level: Level;
  keys: Key[];
}

/** One of the groupings of a question: so many levels of the rows, so many of the columns. */
export interface GroupingSet {
  id: number;
  rows: number;
  columns: number;
  keys: Key[];
  /** Whether its cells are in the answer; others are only counted with. */
  isShown: boolean;
}

/** The levels of both axes, and every grouping of them that the question needs. */
export interface Axes {
  rows: Element[];
  columns: Element[];
  keys: Key[];
  sets: GroupingSet[];
  /** The grouping of the finest cells. */
  leaf: GroupingSet;
}

/** Lays out the axes. Where something is counted by subtotals that are not asked for, those are made but not shown. */
export function axesOf(request: Pick<Request, 'rows' | 'columns' | 'query' | 'shown' | 'calculated' | 'opened'>): Axes {
  const { rows, columns, query, shown, calculated, opened } = request;
  const needsTotals = shown.some(one => one.calculation?.startsWith('share')) || query.order !== undefined;
  const isOfAll = query.totals === 'full' || (query.totals === 'none' && needsTotals);
  const keepsOthers = query.top?.others || (isOfAll && !isOfCells({ rows, columns, query }) && !isCutLate(request));
  const others = query.top && keepsOthers ? (query.top.level ?? rows.at(-1)?.name) : undefined;
  const elements = elementsOf([...rows, ...columns], { others, calculated: calculated?.level.name });
  const [down, across] = [elements.slice(0, rows.length), elements.slice(rows.length)];
  const sets: GroupingSet[] = [];
  for (let r = down.length; r >= 0; r--) {
    for (let c = across.length; c >= 0; c--) {
      const isLeaf = r === down.length && c === across.length;
      const isOfClosed = c === across.length && opened.some(({ level }) => level === rows[r - 1]);
      const isShown = isLeaf || isOfClosed || query.totals !== 'none';
      if (!isShown && !needsTotals) continue;
      const keys = [...down.slice(0, r), ...across.slice(0, c)].flatMap(one => one.keys);
      sets.push({ id: sets.length, rows: r, columns: c, keys, isShown });
    }
  }
  return { rows: down, columns: across, keys: elements.flatMap(one => one.keys), sets, leaf: sets[0] as GroupingSet };
}

/** The elements of levels in order; what an earlier one has is not added again. */
export function elementsOf(
  levels: Level[],
  { others, calculated }: { others?: string | undefined; calculated?: string | undefined } = {},
): Element[] {
  const seen = new Set<string>();
  return levels.map(level => {
    const added = level.path.filter(one => !seen.has(one.name));
    for (const { name } of added) seen.add(name);
    const keys = added.flatMap(keysOf);
    if (level.name === others) keys.push({ name: `${level.name}$others`, level, kind: 'others' });
    if (level.name === calculated) keys.push({ name: `${level.name}$calculated`, level, kind: 'calculated' });
    return { level, keys };
  });
}

function keysOf(level: Level): Key[] {
  const { order, caption } = level.own;
  const more = (['order', 'caption'] as const).filter(kind => (kind === 'order' ? order : caption) !== undefined);
  return [
    { name: level.name, level, kind: 'member' },
    ...more.map((kind): Key => ({ name: `${level.name}$${kind}`, level, kind })),
  ];
}
