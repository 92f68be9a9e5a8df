import { identifier } from '../engine/engine.js';
import type { Axes, GroupingSet } from './axis.js';
import { conditionSql } from './condition.js';
import type { Level } from './cube.js';
import type { Request } from './request.js';
import { raw, type Sql, sql } from './sql.js';
import { usage } from './usage.js';

/**
 * Throws CliError (usage) where members cannot be opened: their level has nothing below it in the rows; or what lies below those that stay
 * closed decides what is shown, though nobody sees it.
 */
export function checkOpened({ rows, opened, bounds, query }: Request): void {
  for (const { level } of opened) {
    const at = rows.indexOf(level);
    if (at >= 0 && at < rows.length - 1) continue;
    const said = at < 0 ? 'it is not among the rows' : 'nothing is below it in the rows';
    throw usage(`open ${level.name}: ${said}`, 'put its level and a finer one into the rows');
  }
  if (opened.length === 0) return;
  const most = Math.min(...opened.map(({ level }) => rows.indexOf(level)));
  const cut = query.top ? rows.findIndex(one => one.name === (query.top?.level ?? rows.at(-1)?.name)) : -1;
  if (bounds.length === 0 && (query.totals !== 'visual' || cut <= most)) return;
  throw usage(
    `open does not go with ${bounds.length > 0 ? 'conditions on measures' : 'visual totals of the top of what is below'}: cells of closed members would count that nobody sees`,
    'ask for the members that are open with --where',
  );
}

/** What the rows that are shown fulfil: below a closed member are none; without subtotals an open one has none of its own. */
export function openedSql(request: Request, { sets }: Axes): Sql[] {
  const { cube, opened, rows, query } = request;
  const read = (level: Level) => raw(identifier(level.name));
  return opened.flatMap(condition => {
    const depth = rows.indexOf(condition.level) + 1;
    const isOpen = sql`coalesce(${conditionSql(cube, condition, read)}, false)`;
    const below = ids(sets.filter(set => set.rows > depth));
    const own = query.totals === 'none' ? ids(sets.filter(set => set.rows === depth && set.isShown)) : '';
    return [
      sql`("$set" not in (${below}) or ${isOpen})`,
      ...(own ? [sql`("$set" not in (${own}) or not ${isOpen})`] : []),
    ];
  });
}

const ids = (sets: GroupingSet[]) => sets.map(set => set.id).join(', ');
