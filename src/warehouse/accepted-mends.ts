import { retriedPattern } from '../../etl/stage/first-told.js';
import { rawTable } from '../../etl/stage/landed.js';
import type { StagedMapping } from '../../etl/stage/mapping.js';
import { ownColumns } from '../../etl/stage/resolve.js';
import { type Engine, identifier, literal } from '../engine/engine.js';
import { rowsOf } from '../table.js';
import { decidedOf } from './decided.js';
import { landedOf, type Session } from './session.js';

/** A select of what was mended, landed and is not refused: its place and its record, as the quarantine tells those of refused ones. Mended again, the rule `retried` refuses it. */
export async function acceptedMends(engine: Engine, session: Session, mappings: StagedMapping[]): Promise<string> {
  const { retried } = decidedOf(session.state, landedOf(session));
  const read = new Set(mappings.map(({ source }) => source).filter(source => retried.has(source)));
  const selects = await Promise.all([...read].map(source => mendsOf(engine, source)));
  return selects.length > 0 ? selects.join('\nunion all\n') : `select ${nothing} where false`;
}

const texts = ['source', 'batch', 'file', 'rule', 'record'];
const nothing = [...texts.map(name => `cast(null as varchar) as ${name}`), 'cast(null as integer) as "row"'].join(', ');

async function mendsOf(engine: Engine, source: string): Promise<string> {
  const landed = rowsOf(await engine.query(`describe select * from ${rawTable(source)}`));
  const columns = ownColumns(landed.map(row => ({ name: String(row.column_name), type: String(row.column_type) })));
  const names = columns.map(({ name }) => literal(name));
  const values = columns.map(({ name }) => `cast(${identifier(name)} as varchar)`);
  return `select ${literal(source)} as source, _batch as batch, _file as file, 'retried' as rule,
    json_format(cast(map(array[${names.join(', ')}], array[${values.join(', ')}]) as json)) as record, _row as "row"
  from ${rawTable(source)} where regexp_like(_file, ${literal(retriedPattern)}) and (_batch, _file, _row) not in
    (select batch, file, "row" from stage.quarantine where source = ${literal(source)} and rule <> 'structure')`;
}
