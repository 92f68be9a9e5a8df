import { CliError, exitCode, messageOf } from '../errors.js';
import { nearest } from '../nearest.js';
import type { Planned } from './read-sql.js';
import { schemaRank } from './schemas.js';

/** A planned table with the tables that its select reads. */
export interface Ordered extends Planned {
  inputs: string[];
}

/**
 * The tables in the order in which they can be made: every table after its inputs, left to right, then by name; checks last.
 * `inputsOf` is an engine's; `given` are the tables that come from elsewhere: landed, or written from columns.
 * Throws CliError (exit 3) with every fault at once: an unknown input, reading to the right, parts by what is not read, reading raw, a circle.
 */
export async function order(
  planned: Planned[],
  inputsOf: (sql: string) => Promise<string[]>,
  given: Iterable<string> = [],
): Promise<Ordered[]> {
  const faults: string[] = [];
  const read = await Promise.allSettled(planned.map(one => inputsOf(one.select)));
  const tables = planned.map((one, place): Ordered => {
    const answer = read[place] as PromiseSettledResult<string[]>;
    if (answer.status === 'rejected') faults.push(`${placeOf(one)}: ${messageOf(answer.reason)}`);
    return { ...one, inputs: answer.status === 'fulfilled' ? answer.value : [] };
  });
  const known = new Set([...given, ...tables.map(one => one.table)]);
  for (const one of tables) faults.push(...inputFaults(one, known));
  if (faults.length > 0) throw new CliError(faults.join('\n'), exitCode.project);
  return sorted(tables);
}

/** Where a person finds the select. */
function placeOf({ file, table, origin }: Planned): string {
  return file ?? `${table} (${origin})`;
}

function inputFaults(one: Ordered, known: ReadonlySet<string>): string[] {
  const wrong = one.inputs.flatMap(input => {
    const fault = inputFault(one, input, known);
    return fault ? [`${placeOf(one)}: reads ${input}, ${fault}`] : [];
  });
  // Generated ones name every table that they may read.
  const written = one.origin === 'generated' ? [] : (one.parts ?? []);
  const led = new Set(written.flatMap(part => [part.input, ...part.via.map(via => via.input)]));
  const unread = [...led].filter(input => !one.inputs.includes(input));
  return [...wrong, ...unread.map(input => `${placeOf(one)}: has parts by ${input}, which it does not read`)];
}

function inputFault({ table }: Ordered, input: string, known: ReadonlySet<string>): string | undefined {
  if (!known.has(input)) {
    const near = nearest(
      input,
      [...known].filter(name => !name.startsWith('check.')),
    );
    return `which is no table${near ? `; did you mean ${near}?` : ''}`;
  }
  if (schemaRank(input) > schemaRank(table)) return 'which stands to its right';
  if (input.startsWith('raw.') && !table.startsWith('stage.')) return 'but only stage may read raw';
  if (input.startsWith('decisions.') && !/^(stage|conform|score)[.]/.test(table))
    return 'but only stage, conform and score may read decisions';
  if (input.startsWith('check.')) return 'but a check is no table';
  return undefined;
}

function sorted(tables: Ordered[]): Ordered[] {
  const waiting = [...tables].sort((a, b) => schemaRank(a.table) - schemaRank(b.table) || compare(a.table, b.table));
  const pending = new Set(waiting.map(one => one.table));
  const result: Ordered[] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex(one => !one.inputs.some(input => pending.has(input)));
    if (ready < 0) throw new CliError(`tables read each other in a circle: ${circle(waiting)}`, exitCode.project);
    const [next] = waiting.splice(ready, 1) as [Ordered];
    pending.delete(next.table);
    result.push(next);
  }
  return result;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every waiting table reads a waiting one, so following the inputs comes round. */
function circle(waiting: Ordered[]): string {
  const byName = new Map(waiting.map(one => [one.table, one]));
  const path: string[] = [];
  let name = waiting[0]?.table as string;
  while (!path.includes(name)) {
    path.push(name);
    name = byName.get(name)?.inputs.find(input => byName.has(input)) as string;
  }
  return [...path.slice(path.indexOf(name)), name].join(' → ');
}
