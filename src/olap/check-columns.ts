import { nearest, suggestion } from '../nearest.js';
import type { CubeDimension } from '../project/cube/dimension-schema.js';
import type { CubeSource } from '../project/cube/read.js';
import type { Finding } from '../project/finding.js';
import type { Catalog } from './catalog.js';

/** What a cube names that the warehouse does not have: tables and columns, each with its place in the file. */
export function checkColumns({ says }: CubeSource, catalog: Catalog): Finding[] {
  const column = columnCheck(catalog);
  const dimensions = Object.entries(says.dimensions).flatMap(([name, one]) =>
    ofDimension(one, ['dimensions', name], column),
  );
  const facts = Object.entries(says.facts).flatMap(
    ([name, { table, dimensions: own, audit = [], degenerate = [] }]) => {
      const path = ['facts', name];
      const missing = column(table, undefined, [...path, 'table']);
      const levels = degenerate.flatMap(dimension => {
        return Object.values(says.dimensions[dimension]?.levels ?? {}).map(level =>
          column(table, level.column, [...path, 'degenerate']),
        );
      });
      const keys = Object.entries(own).map(([dimension, key]) =>
        column(table, key, [...path, 'dimensions', dimension]),
      );
      return [
        missing,
        ...keys,
        ...levels,
        ...audit.map((one, at) => column(table, one, [...path, 'audit', at])),
      ].flat();
    },
  );
  const measures = Object.entries(says.measures).flatMap(([name, measure]) => {
    const table = says.facts[measure.fact ?? (Object.keys(says.facts)[0] as string)]?.table;
    const ways = (['sum', 'count', 'distinct', 'min', 'max'] as const).filter(way => measure[way] !== undefined);
    return ways.flatMap(way =>
      [measure[way]].flat().flatMap(one => (one === 'rows' || !one ? [] : column(table, one, ['measures', name, way]))),
    );
  });
  const asOf = says.as_of ? column(says.as_of.table, says.as_of.column, ['as_of', 'column']) : [];
  return [...asOf, ...dimensions, ...facts, ...measures, ...noNumbers(says, catalog)];
}

/** Only numbers can be summed. */
function noNumbers({ facts, measures }: CubeSource['says'], catalog: Catalog): Finding[] {
  return Object.entries(measures).flatMap(([name, { fact, sum }]) => {
    const table = facts[fact ?? (Object.keys(facts)[0] as string)]?.table ?? '';
    const type = catalog.get(table)?.get(sum ?? '') ?? 'integer';
    if (/^(u?(tiny|small|big|huge)?int|u?integer|decimal|double|float|real)/.test(type)) return [];
    return [
      { path: ['measures', name, 'sum'], message: `${table} has ${sum} as ${type}, which is no number to be summed` },
    ];
  });
}

type Path = (string | number)[];
type ColumnCheck = (table: string | undefined, name: string | undefined, path: Path) => Finding[];

function ofDimension(
  { table, key, date, joins, bridge, versions, levels }: CubeDimension,
  path: Path,
  column: ColumnCheck,
): Finding[] {
  if (!table) return [];
  const { default: _default, as_was: _as_was, ...version } = versions ?? {};
  const own: [string | undefined, Path][] = [
    [undefined, ['table']],
    [key, ['key']],
    [date, ['date']],
    ...Object.entries(version).map(([part, name]): [string, Path] => [name as string, ['versions', part]]),
  ];
  return [
    ...own.flatMap(([name, part]) => column(table, name, [...path, ...part])),
    ...Object.entries(joins).flatMap(([name, { table: other, on }]) => [
      ...column(other, undefined, [...path, 'joins', name, 'table']),
      ...Object.entries(on).flatMap(([theirs, ours]) => [
        ...column(other, theirs, [...path, 'joins', name, 'on', theirs]),
        ...column(table, ours, [...path, 'joins', name, 'on', theirs]),
      ]),
    ]),
    ...(bridge
      ? [undefined, bridge.fact, bridge.member].flatMap(name => column(bridge.table, name, [...path, 'bridge']))
      : []),
    ...Object.entries(levels).flatMap(([name, level]) =>
      (['column', 'caption', 'order'] as const).flatMap(part => {
        const [first = '', last] = level[part]?.split('.') ?? [];
        return column(last ? joins[first]?.table : table, last ?? level[part], [...path, 'levels', name, part]);
      }),
    ),
  ];
}

/** One finding for a table that is not there, where it is named first; else one for each unknown column. Without a column only the table is looked for. */
function columnCheck(catalog: Catalog): ColumnCheck {
  const told = new Set<string>();
  return (table, name, path) => {
    if (table === undefined || told.has(table)) return [];
    const columns = catalog.get(table);
    if (columns && (name === undefined || columns.has(name))) return [];
    if (!columns) told.add(table);
    const [found, known, what] = columns
      ? [name as string, columns.keys(), `${table} has no column`]
      : [table, catalog.keys(), 'there is no table'];
    const near = nearest(found, known);
    return [
      {
        path,
        found,
        message: `${what} "${found}"${suggestion(near)}`,
        ...(near && { nearest: near }),
      },
    ];
  };
}
