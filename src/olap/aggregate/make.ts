import { identifier } from '../../engine/engine.js';
import type { CubeSource } from '../../project/cube/read.js';
import { baseRows } from '../base.js';
import { tableName } from '../catalog.js';
import { aggregateValue } from '../cells.js';
import { type Cube, cubeOf } from '../cube.js';
import { rowsSelect } from '../rows.js';
import { type Aggregate, keptColumns } from './aggregate.js';

/** An aggregate as a table of the warehouse, and the select whose rows would show that it lost or doubled facts. */
export interface AggregateTable {
  table: string;
  sentence: string;
  select: string;
  /** Its columns of sums. */
  sums: string[];
  /** One row, how many facts there are and how many it counted, where these differ. */
  offenders: string;
}

/** The tables that a run makes for a cube. They follow from its file alone, so that a table can be known by its select. */
export function aggregateTables(source: CubeSource): AggregateTable[] {
  const cube = cubeOf(source, new Map());
  return [...cube.aggregates.values()].map(one => tableOf(cube, one));
}

function tableOf(cube: Cube, { name, table, fact, keys, columns }: Aggregate): AggregateTable {
  const part = { fact, columns, sets: [], bridged: [] };
  const all = { cube, query: {}, conditions: [], found: new Set<string>() };
  const base = rowsSelect(baseRows(all, part, keys)).text;
  const values = columns.filter(({ measure }) => measure.distinct === undefined);
  const kept = columns.filter(one => !values.includes(one)).flatMap(keptColumns);
  const group = [...keys.map(key => identifier(key.name)), ...kept.map(one => one.value)];
  const named = [
    ...keys.map(key => identifier(key.name)),
    ...kept.map(one => `${one.value} as ${identifier(one.name)}`),
  ];
  const measures = values.map(one => `${aggregateValue(cube, part, one)} as ${identifier(one.name)}`);
  const { table: facts = '', where } = cube.facts.get(fact) ?? {};
  return {
    table,
    sentence: `The aggregate ${name} of the cube ${cube.name}.`,
    select: `select ${[...named, ...measures, 'count(*) as "$facts"'].join(', ')}
from (
  ${base}
) as facts
group by ${group.join(', ')}`,
    sums: values.filter(({ measure }) => measure.sum !== undefined).map(one => one.name),
    offenders: `select facts, counted
from (select count(*) as facts from ${tableName(facts)}${where ? ` where ${where}` : ''}) as whole
cross join (select coalesce(sum("$facts"), 0) as counted from ${tableName(table)}) as aggregated
where facts <> counted`,
  };
}
