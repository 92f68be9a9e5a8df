import type { StagedMapping } from '../../etl/stage/mapping.js';
import { type Engine, identifier, literal } from '../engine/engine.js';
import { rowsOf } from '../table.js';

/** Where the records of some batches went, each record counted once however many mappings read it. */
export interface Account {
  landed: number;
  accepted: number;
  quarantined: number;
  repeats: number;
  skipped: number;
}

/** The batches of a source that an account is about. */
export interface SourceBatches {
  source: string;
  batches: string[];
  landed: number;
}

/**
 * The account of the given batches. A record read by several mappings counts as quarantined when any of them refused it,
 * as a repeat when it was dropped as one, as skipped when all of them skipped it, else as accepted.
 */
export async function accountOf(engine: Engine, mappings: StagedMapping[], sources: SourceBatches[]): Promise<Account> {
  const total: Account = { landed: 0, accepted: 0, quarantined: 0, repeats: 0, skipped: 0 };
  for (const one of sources.filter(({ batches }) => batches.length > 0)) {
    const own = mappings.filter(mapping => mapping.source === one.source);
    const account = own.length === 1 ? await fromTable(engine, one) : await overMappings(engine, own, one);
    for (const name of Object.keys(total) as (keyof Account)[]) total[name] += account[name];
  }
  return total;
}

/** The refused records of all batches, each counted once however many mappings refused it. */
export function refusedRecords(engine: Engine, where = 'true'): Promise<number> {
  return count(
    engine,
    `select count(*) as n from (
      select distinct source, batch, file, "row", rule = 'structure' as is_structural from stage.quarantine where ${where}
    ) as refused`,
  );
}

async function fromTable(engine: Engine, { source, batches }: SourceBatches): Promise<Account> {
  const sums = ['landed', 'accepted', 'quarantined', 'repeats', 'skipped'].map(
    name => `cast(coalesce(sum(${name}), 0) as bigint) as ${name}`,
  );
  const where = `source = ${literal(source)} and batch in (${list(batches)})`;
  const [row] = rowsOf(await engine.query(`select ${sums.join(', ')} from stage.account where ${where}`));
  return row as unknown as Account;
}

async function overMappings(engine: Engine, mappings: StagedMapping[], one: SourceBatches): Promise<Account> {
  const { source, batches, landed } = one;
  const quarantined = await refusedRecords(engine, `source = ${literal(source)} and batch in (${list(batches)})`);
  const wanted =
    mappings.length === 0
      ? 'false'
      : mappings.map(({ where }) => (where ? `coalesce((${where}\n), false)` : 'true')).join(' or ');
  const inBatches = `_batch in (${list(batches)})`;
  const raw = identifier('raw', source);
  const skipped = mappings.some(({ where }) => !where)
    ? 0
    : await count(engine, `select count(*) as n from ${raw} where ${inBatches} and not (${wanted})`);
  const repeats = mappings.some(mapping => mapping.dropsRepeats)
    ? await count(
        engine,
        `select count(*) as n from ${raw} where ${inBatches} and (${wanted}) and (_batch, _file, _row) in (select _batch, _file, _row from ${identifier('raw', `${source}__repeats`)})`,
      )
    : 0;
  return { landed, quarantined, skipped, repeats, accepted: landed - quarantined - skipped - repeats };
}

async function count(engine: Engine, sql: string): Promise<number> {
  return Number(rowsOf(await engine.query(sql))[0]?.n);
}

function list(batches: string[]): string {
  return batches.map(literal).join(', ');
}
