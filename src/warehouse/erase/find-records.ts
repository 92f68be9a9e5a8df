import { judgedRecords, type StagedMapping } from '../../../etl/stage/mapping.js';
import { queriesOf } from '../../../etl/stage/queried.js';
import { type LandedColumn, resolveMapping } from '../../../etl/stage/resolve.js';
import { type Engine, identifier } from '../../engine/engine.js';
import type { EntityName } from '../../project/entities.js';
import type { Project } from '../../project/load.js';
import type { Mapping } from '../../project/schema.js';
import { rowsOf } from '../../table.js';
import type { Person } from './person.js';

/** Where `findRecords` puts what it found in a source: `_batch, _file, _row` of records. */
export const foundRecords = (source: string) => `erase.record_${source}`;

/**
 * Finds the records of a person among those of the session view `raw.<source>`: every record in which a mapping reads one of their
 * customer numbers, be it skipped or refused, and every one that names one of their orders and no customer. A source of which no
 * mapping reads either has none; what is looked up in a table that is `absent` was nobody's yet. `keeps`: with those that it found before. Answers the orders that they name together with the person. Throws CliError (project) for expressions that do not fit the landed columns.
 */
export async function findRecords(
  engine: Engine,
  project: Project,
  person: Person,
  { source, absent, keeps }: { source: string; absent: ReadonlySet<string>; keeps: boolean },
): Promise<string[]> {
  const mappings = await bareMappings(engine, project, source, absent);
  const system = project.config.sources[source]?.system ?? '';
  const spoken = mappings.map(numbersSelect).join('\nunion all\n');
  const distinct = async (name: string, where: string) =>
    spoken
      ? rowsOf(await engine.query(`select distinct ${name} as id from (${spoken}) as spoken where ${where}`)).map(row =>
          String(row.id),
        )
      : [];
  const numbers = await distinct('customer_id', 'customer_id is not null');
  const orders = await distinct('order_id', 'customer_id is null and order_id is not null');
  await writeIds(
    engine,
    'erase.number',
    numbers.filter(one => person.hasNumber(system, one)),
  );
  await writeIds(
    engine,
    'erase.order_number',
    orders.filter(one => person.hasOrder(system, one)),
  );
  const theirs = `customer_id in (select id from erase.number) or (customer_id is null and order_id in (select id from erase.order_number))`;
  const none = `select cast(null as varchar) as _batch, cast(null as varchar) as _file, cast(null as integer) as _row where false`;
  const found = spoken ? `select distinct _batch, _file, _row from (${spoken}) as spoken where ${theirs}` : none;
  const all = keeps ? `${found} union select _batch, _file, _row from ${foundRecords(source)}` : found;
  await engine.replace(foundRecords(source), all);
  return distinct('order_id', 'order_id is not null and customer_id in (select id from erase.number)');
}

/** The mappings of a source that read a customer or an order number, to be read from every record. */
async function bareMappings(
  engine: Engine,
  project: Project,
  source: string,
  absent: ReadonlySet<string>,
): Promise<StagedMapping[]> {
  const landed = rowsOf(await engine.query(`describe select * from ${identifier('raw', source)}`));
  const columns: LandedColumn[] = landed.map(row => ({ name: String(row.column_name), type: String(row.column_type) }));
  const found: StagedMapping[] = [];
  for (const [entity, mappings] of Object.entries(project.config.entities)) {
    for (const [ordinal, mapping] of mappings.entries()) {
      if (mapping.source !== source) continue;
      const bare = await bareMapping(engine, mapping, absent);
      if (!readsNumbers(bare.columns)) continue;
      const entities = { ...project.config.entities, [entity]: mappings.with(ordinal, bare) };
      const reading = { ...project, config: { ...project.config, entities } };
      const resolved = await resolveMapping(engine, reading, entity as EntityName, ordinal, columns, false);
      found.push({ ...resolved, rules: [] });
    }
  }
  return found;
}

/** Of a mapping what says who its records are about, and which: they are read from all. */
async function bareMapping(engine: Engine, mapping: Mapping, absent: ReadonlySet<string>): Promise<Mapping> {
  const queries = await queriesOf(engine, mapping);
  const lacking = queries.filter(({ tables }) => tables.some(table => absent.has(table)));
  const isRead = (name: string) => numbers.includes(name) && lacking.every(({ path }) => path[1] !== name);
  const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([name]) => isRead(name)));
  return { ...mapping, where: undefined, columns, rules: [] };
}

const numbers = ['customer_id', 'order_id'];

/** Whether a mapping reads who a record is about. */
export function readsNumbers(columns: Record<string, { from?: string | undefined } | undefined>): boolean {
  return numbers.some(name => columns[name]?.from !== undefined);
}

function numbersSelect(mapping: StagedMapping): string {
  const isRead = (name: string) => mapping.columns.some(column => column.name === name && column.from !== undefined);
  const names = numbers.filter(isRead);
  const ids = numbers.map(name => (isRead(name) ? name : `cast(null as varchar) as ${name}`));
  return `select _batch, _file, _row, ${ids.join(', ')} from (${judgedRecords(mapping, names)}) as bare`;
}

function writeIds(engine: Engine, table: string, ids: string[]): Promise<void> {
  return engine.write(table, { rows: ids.length, columns: [{ name: 'id', type: { kind: 'text' }, values: ids }] });
}
