import type { Finding } from '../finding.js';
import type { CubeFile } from './schema.js';
import { unknownName } from './unknown-name.js';

/** What is wrong with one dimension. */
export function checkDimension({ dimensions }: CubeFile, name: string): Finding[] {
  const dimension = dimensions[name];
  if (!dimension) return [];
  const path = ['dimensions', name];
  const { same_as: other, table, key, levels, hierarchies, joins } = dimension;
  if (other !== undefined) {
    const target = dimensions[other];
    if (!target) return [unknownName(other, Object.keys(dimensions), 'dimension', [...path, 'same_as'])];
    if (target.same_as) return [{ path: [...path, 'same_as'], message: `${other} is itself another in another role` }];
    return [];
  }
  const tableless = (['key', 'date', 'bridge', 'versions'] as const).filter(part => dimension[part] !== undefined);
  const used = new Set(Object.values(levels).flatMap(({ column, caption, order }) => [column, caption, order]));
  const joined = [...used].flatMap(column => (column?.includes('.') ? [column.split('.')[0] as string] : []));
  return [
    ...(Object.keys(levels).length === 0 ? [missing(path, 'levels', 'missing; a dimension has at least one')] : []),
    ...(table && !key ? [missing(path, 'key', 'missing; it is the column of the table that facts point to')] : []),
    ...(table
      ? []
      : tableless.map(part => ({ path: [...path, part], message: 'only a dimension with a table has it' }))),
    ...Object.entries(hierarchies).flatMap(([hierarchy, names]) =>
      names.flatMap((level, at) =>
        levels[level]
          ? []
          : [unknownName(level, Object.keys(levels), 'level', [...path, 'hierarchies', hierarchy, at])],
      ),
    ),
    ...ambiguousPaths(dimension, path),
    ...Object.keys(joins)
      .filter(join => !joined.includes(join))
      .map((join): Finding => ({ path: [...path, 'joins', join], at: 'key', message: 'no level reads this table' })),
    ...Object.entries(levels).flatMap(([level, { column }]) => {
      const join = column.includes('.') ? column.split('.')[0] : undefined;
      const isKnown = join === undefined || joins[join] !== undefined;
      return isKnown ? [] : [unknownName(join, Object.keys(joins), 'joined table', [...path, 'levels', level])];
    }),
  ];
}

/** A level that stands below one level in a hierarchy and below another in a second: its members would have two paths. */
function ambiguousPaths({ levels, hierarchies }: CubeFile['dimensions'][string], path: string[]): Finding[] {
  return Object.entries(levels).flatMap(([level, { unique }]) => {
    const ways = Object.entries(hierarchies).flatMap(([hierarchy, names]) => {
      const at = names.indexOf(level);
      return at < 0 ? [] : [{ hierarchy, above: names.slice(0, at).join(', ') || 'nothing' }];
    });
    const [first] = ways;
    const other = ways.find(one => one.above !== first?.above);
    if (unique || !first || !other) return [];
    const message = `it stands below ${first.above} in ${first.hierarchy} and below ${other.above} in ${other.hierarchy}; say unique: true if a member is the same either way`;
    return [{ path: [...path, 'levels', level], at: 'key' as const, message }];
  });
}

function missing(path: string[], part: string, message: string): Finding {
  return { path: [...path, part], at: 'missing', message };
}
