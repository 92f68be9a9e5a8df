import { type Engine, identifier } from '../engine/engine.js';
import { type Cell, column, rowsOf } from '../table.js';
import type { Ordered } from './order.js';

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

/** Keys of tables of no more rows are asserted in one statement. */
const fewRows = 50_000;

/** What is checked of it all. */
interface CheckOptions {
  changed?: ReadonlySet<string>;
  parts?: ReadonlyMap<string, string>;
  /** The rows of the tables: of none, no key is asserted. */
  rows?: ReadonlyMap<string, number>;
  /** What is said of keys (`sentence`) that are known to be right, of tables that are as they were when it was said. */
  known?: ReadonlySet<string>;
  signal?: AbortSignal;
}

/**
 * Asserts the key of each table (unique, not null; one scan) and runs the check selects. With `changed`, only what
 * concerns one of these tables: their own keys, and check selects that read one. `parts` names, of a table that was right before and
 * was made in parts, the table of the session with the rows that went or came: where its key contains its `by`, no other key can have
 * come twice. Throws QueryError.
 */
export async function check(
  engine: Engine,
  tables: Ordered[],
  { changed, parts, rows, known, signal }: CheckOptions = {},
): Promise<CheckResult[]> {
  const concerned = tables.filter(
    one => !changed || changed.has(one.table) || (isCheck(one) && one.inputs.some(name => changed.has(name))),
  );
  const whats = concerned.flatMap(one => (isCheck(one) ? ofSelect(one) : ofKey(one, parts?.get(one.table))) ?? []);
  const isSmall = ({ table }: What) => (rows?.get(table) ?? Infinity) <= fewRows;
  const isEmpty = ({ table }: What) => rows?.get(table) === 0;
  const asserted = whats.filter(what => !known?.has(what.sentence) && !isEmpty(what));
  const right = await rightOnes(engine, asserted.filter(isSmall), signal);
  const results: CheckResult[] = [];
  for (const what of whats) {
    const { select: _, ...told } = what;
    const isRight = right.has(what) || !asserted.includes(what);
    results.push(isRight ? { ...told, passed: true, offenders: 0, samples: [] } : await run(engine, what, signal));
  }
  return results;
}

type What = Pick<CheckResult, 'name' | 'table' | 'severity' | 'sentence'> & { select: string };

/** Those whose selects find nothing, asked in one statement. */
async function rightOnes(engine: Engine, whats: What[], signal?: AbortSignal): Promise<ReadonlySet<What>> {
  if (whats.length === 0) return new Set();
  const counts = whats.map(({ select }, place) => `select ${place} as place from (\n${select}\n) as offenders`);
  const found = await engine.query(`select distinct place from (${counts.join('\nunion all\n')}) as found`, [], signal);
  const wrong = new Set(rowsOf(found).map(({ place }) => place));
  return new Set(whats.filter((_, place) => !wrong.has(place)));
}

function isCheck({ table }: Ordered): boolean {
  return table.startsWith('check.');
}

function ofSelect({ table, sentence, severity = 'error', select }: Ordered): What {
  const bare = select.trimEnd().replace(/;+$/, '');
  return { name: table.slice('check.'.length), table, severity, sentence, select: bare };
}

function ofKey({ table, key, by }: Ordered, part?: string): What | undefined {
  if (key.length === 0) return undefined;
  const names = key.map(name => identifier(name)).join(', ');
  const missing = key.map(name => `${identifier(name)} is null`).join(' or ');
  return {
    name: `key of ${table}`,
    table,
    severity: 'error',
    sentence: `${key.join(', ')} of ${table} ${key.length > 1 ? 'are' : 'is'} unique and not null`,
    select: `select ${names}, count(*) as copies
from ${identifier(...table.split('.'))}${part && by?.every(name => key.includes(name)) ? touched(by, part) : ''}
group by ${names}
having count(*) > 1 or ${missing}
order by ${names}`,
  };
}

function touched(by: string[], part: string): string {
  const names = by.map(name => identifier(name)).join(', ');
  return `\nwhere (${names}) in (select ${names} from ${part})`;
}

async function run(engine: Engine, { select, ...what }: What, signal?: AbortSignal): Promise<CheckResult> {
  const first = await engine.query(`select * from (\n${select}\n) as offenders limit ${samples}`, [], signal);
  const offenders = first.rows < samples ? first.rows : await countOf(engine, select, signal);
  return { ...what, passed: offenders === 0, offenders, samples: rowsOf(first) };
}

async function countOf(engine: Engine, select: string, signal?: AbortSignal): Promise<number> {
  const counted = await engine.query(`select count(*) as n from (\n${select}\n) as offenders`, [], signal);
  return Number(column(counted, 'n').values[0]);
}
