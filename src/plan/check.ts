import { type Engine, identifier } from '../engine/engine.js';
import { QueryError } from '../errors.js';
import { type Cell, column, rowsOf } from '../table.js';
import { bareSelect } from './bare-select.js';
import type { Ordered } from './order.js';
import { uncounted } from './uncounted.js';

/** The outcome of one check. */
export interface CheckResult {
  /** `key of <table>`, or the name of a check select. */
  name: string;
  /** The table whose key it is; `check.<name>` for a check select. */
  table: string;
  severity: 'error' | 'warn';
  passed: boolean;
  /** How many keys, or rows of the check select, offend. */
  offenders: number;
  /** Up to five of them. */
  samples: Record<string, Cell>[];
  /** What is asserted, or what an offender is. */
  sentence: string;
}

const samples = 5;

/** Keys of tables of no more rows are asserted in one statement, and with them check selects that read no table of more than `someRows`. */
const fewRows = 50_000;
const someRows = 1_000_000;

/** What is checked of it all. */
interface CheckOptions {
  changed?: ReadonlySet<string>;
  /** The rows of the tables: of none, no key is asserted. */
  rows?: ReadonlyMap<string, number>;
  /** Tables whose key was found right when they were made. */
  rightKeys?: ReadonlySet<string>;
  before?: Before;
  signal?: AbortSignal;
}

/** What is known of the generation before. */
interface Before {
  /** What was said of keys (`sentence`) that were right then, and check selects (`check.<name>`) that found nothing. */
  right: ReadonlySet<string>;
  /** Tables that are as they were then, but for the rows that went or came, as the name of a table of the session, if any. */
  differing: ReadonlyMap<string, string | undefined>;
}

/**
 * Asserts the key of each table that is not made on demand (unique, not null; one scan) and runs the check selects. With `changed`,
 * only what concerns one of these tables: their own keys, and check selects that read one. Of a key that was right `before`, only
 * those of the rows that came since are looked at: no other can have come twice; a check select that was right is not run again where all
 * that it reads is as it was. Throws QueryError.
 */
export async function check(
  engine: Engine,
  tables: Ordered[],
  { changed, rows, rightKeys, before, signal }: CheckOptions = {},
): Promise<CheckResult[]> {
  const concerned = tables.filter(
    one => !changed || changed.has(one.table) || (isCheck(one) && one.inputs.some(name => changed.has(name))),
  );
  const rowsOfTable = (table: string) => rows?.get(table) ?? uncounted;
  const isSmall = (one: Ordered) =>
    isCheck(one) ? one.inputs.every(name => rowsOfTable(name) <= someRows) : rowsOfTable(one.table) <= fewRows;
  const small = new Set(concerned.filter(isSmall).map(one => one.table));
  const came = (one: Ordered) => (small.has(one.table) ? undefined : differingRows(one, before));
  const whats = concerned.flatMap(one => (isCheck(one) ? ofSelect(one) : ofKey(one, came(one))) ?? []);
  const isEmpty = ({ table }: What) => rows?.get(table) === 0;
  const isRight = (what: What) => rightKeys?.has(what.table) || isAsBefore(what, before) || isEmpty(what);
  const asked = whats.filter(what => !isRight(what));
  const few = asked.filter(what => small.has(what.table));
  const unique = new Set<What>();
  for (const some of [few, ...asked.filter(what => !small.has(what.table)).map(what => [what])])
    for (const what of await uniqueTogether(engine, some, signal)) unique.add(what);
  const together = few.filter(what => !unique.has(what));
  const counts = await countTogether(engine, together, signal);
  const results: CheckResult[] = [];
  for (const what of whats) {
    const offenders = isRight(what) || unique.has(what) ? 0 : counts.get(what);
    const passed = { ...toldOf(what), passed: true, offenders: 0, samples: [] };
    results.push(offenders === 0 ? passed : await named(what, () => run(engine, what, offenders, signal)));
  }
  return results;
}

function differingRows(one: Ordered, before: Before | undefined): string | undefined {
  return before?.right.has(keySentence(one)) ? before.differing.get(one.table) : undefined;
}

function isAsBefore({ table, sentence, reads }: What, before: Before | undefined): boolean {
  if (!before?.right.has(reads ? table : sentence)) return false;
  const { differing } = before;
  return (reads ?? [table]).every(one => differing.has(one) && differing.get(one) === undefined);
}

/**
 * What is asserted, and the select of its offenders; to count them, they need no order. Of a key `filed` is the same select with the first and the last file
 * of each, which a table that has `_file` can be asked; of one that is looked at in all rows of its table, `key` are the columns. `reads` are the tables of a check select.
 */
interface What extends Told {
  key?: string[];
  select: string;
  order?: string;
  filed?: string;
  reads?: string[];
}

type Told = Pick<CheckResult, 'name' | 'table' | 'severity' | 'sentence'>;

function toldOf({ name, table, severity, sentence }: Told): Told {
  return { name, table, severity, sentence };
}

/** All keys among them where all are right, which is soon said; none where one is not, or an engine refuses one: then each is looked at. */
async function uniqueTogether(engine: Engine, whats: What[], signal?: AbortSignal): Promise<What[]> {
  const whole = whats.flatMap(what => (what.key ? [{ what, key: what.key }] : []));
  const keys = whole.map(({ what, key }): [string, string[]] => [what.table, key]);
  const counted = await engine.countKeys(keys, signal).catch(error => {
    if (error instanceof QueryError) return undefined;
    throw error;
  });
  return counted && counted.keys === counted.rows ? whole.map(({ what }) => what) : [];
}

/** How many each finds, asked in one statement. */
async function countTogether(engine: Engine, whats: What[], signal?: AbortSignal): Promise<ReadonlyMap<What, number>> {
  if (whats.length === 0) return new Map();
  const counts = whats.map(
    ({ select }, place) => `select ${place} as place, count(*) as offenders from (\n${select}\n) as offending`,
  );
  const found = rowsOf(
    await engine.query(counts.join('\nunion all\n'), [], signal).catch(async error => {
      if (!(error instanceof QueryError)) throw error;
      // Of a statement of many checks nobody can tell which of them is refused.
      for (const what of whats) await named(what, () => countOf(engine, what.select, signal));
      throw error;
    }),
  );
  return new Map(found.map(({ place, offenders }) => [whats[Number(place)] as What, Number(offenders)]));
}

/** A check that an engine refuses is told by its name, with its own statement. */
async function named<T>({ name, table, select }: What, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new QueryError(`${name}: ${error.message}`, select, table, { cause: error });
  }
}

function isCheck({ table }: Ordered): boolean {
  return table.startsWith('check.');
}

function ofSelect({ table, sentence, severity = 'error', select, inputs }: Ordered): What {
  return { name: table.slice('check.'.length), table, severity, sentence, select: bareSelect(select), reads: inputs };
}

function ofKey(one: Ordered, came?: string): What | undefined {
  const { table, key, kind } = one;
  if (key.length === 0 || kind === 'on demand') return undefined;
  const names = key.map(name => identifier(name)).join(', ');
  const missing = key.map(name => `${identifier(name)} is null`).join(' or ');
  const standing = identifier(...table.split('.'));
  const offending = (from: string, also = '') =>
    `select ${names}, count(*) as copies${also}\nfrom ${from}\ngroup by ${names}\nhaving count(*) > 1 or ${missing}`;
  return {
    name: `key of ${table}`,
    table,
    severity: 'error',
    sentence: keySentence(one),
    key: came ? undefined : key,
    select: offending(
      came
        ? `(${among(names, standing, came)}\nunion all\nselect ${names} from ${came} where ${missing}) as one`
        : standing,
    ),
    order: names,
    filed: offending(standing, ', min(_file) as first_file, max(_file) as last_file'),
  };
}

function keySentence({ table, key }: Ordered): string {
  return `${key.join(', ')} of ${table} ${key.length > 1 ? 'are' : 'is'} unique and not null`;
}

function among(names: string, table: string, rows: string): string {
  return `select ${names} from ${table} where (${names}) in (select ${names} from ${rows})`;
}

/** Looks at the offenders, of which it may be known how many there are. */
async function run(engine: Engine, what: What, known: number | undefined, signal?: AbortSignal): Promise<CheckResult> {
  const { select, order } = what;
  const first = await engine.query(firstOf(select, order), [], signal);
  const offenders = known ?? (first.rows < samples ? first.rows : await countOf(engine, select, signal));
  const shown = offenders > 0 && what.filed ? await withFiles(engine, what, signal) : undefined;
  return { ...toldOf(what), passed: offenders === 0, offenders, samples: rowsOf(shown ?? first) };
}

function firstOf(select: string, order: string | undefined): string {
  return `select * from (\n${select}${order ? `\norder by ${order}` : ''}\n) as offenders limit ${samples}`;
}

/** The same keys with the files that the rows came with, where the table says so: what failed is not published, so nobody can ask it. */
async function withFiles(engine: Engine, { table, order, filed }: What, signal?: AbortSignal) {
  const described = await engine.query(`describe ${identifier(...table.split('.'))}`, [], signal);
  const hasFiles = rowsOf(described).some(row => row.column_name === '_file');
  return filed && hasFiles ? engine.query(firstOf(filed, order), [], signal) : undefined;
}

async function countOf(engine: Engine, select: string, signal?: AbortSignal): Promise<number> {
  const counted = await engine.query(`select count(*) as n from (\n${select}\n) as offenders`, [], signal);
  return Number(column(counted, 'n').values[0]);
}
