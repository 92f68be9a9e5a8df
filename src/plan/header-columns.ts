import { type Engine, identifier } from '../engine/engine.js';
import { CliError, exitCode, messageOf, QueryError } from '../errors.js';
import { nearest } from '../nearest.js';
import type { Fingerprint } from './fingerprint.js';
import type { Ordered } from './order.js';
import { headerLines } from './sql-header.js';
import type { StoredTable } from './stored-fingerprints.js';

/** What the tables were made from, now and when they were made and checked before, if they were. */
interface Selects {
  fingerprints: ReadonlyMap<string, Pick<Fingerprint, 'own'>>;
  checked?: ReadonlyMap<string, { fingerprint: Pick<StoredTable['fingerprint'], 'own'> }>;
}

/**
 * Holds what the headers of a project's own tables say of columns against the tables as they were made: the columns of `key:` and `by:`,
 * the expressions of `part:` and the conditions of `via:`, which else would be read on some later night. A table whose columns are
 * those with which it was checked before is not asked again. Throws CliError (project) with every fault at once: file, line, the nearest column.
 */
export async function checkHeaderColumns(engine: Engine, tables: Ordered[], selects: Selects): Promise<void> {
  const own = tables.filter(({ origin, table }) => origin === 'project' && !table.startsWith('check.'));
  const same = own.length > 0 ? sameColumns(tables, selects) : new Set();
  const faults: string[] = [];
  for (const one of own.filter(({ table }) => !same.has(table))) {
    const { columns } = await engine.query(`select * from ${identifier(...one.table.split('.'))} limit 0`);
    const names = columns.map(({ name }) => name);
    for (const [index, line] of headerLines(one.select).entries())
      for (const fault of await faultsOf(engine, one, line, names)) faults.push(`${one.file}:${index + 1}: ${fault}`);
  }
  if (faults.length > 0) throw new CliError(faults.join('\n'), exitCode.project);
}

/** Tables of which the select, and that of every table that they are made of, is as it was. */
function sameColumns(tables: Ordered[], { fingerprints, checked }: Selects): ReadonlySet<string> {
  const planned = new Set(tables.map(({ table }) => table));
  const same = new Set<string>();
  for (const { table, inputs } of tables) {
    const then = checked?.get(table)?.fingerprint.own;
    const isSame = then !== undefined && then === fingerprints.get(table)?.own;
    if (isSame && inputs.every(input => same.has(input) || !planned.has(input))) same.add(table);
  }
  return same;
}

async function faultsOf(engine: Engine, { table, parts = [] }: Ordered, line: string, names: string[]) {
  const [, listed] = /^(?:key|by):(.*)$/.exec(line) ?? [];
  if (listed !== undefined) return unknownColumns(table, listed, names);
  const [, input = '', on = ''] = /^part: (\S+) on (.+)$/.exec(line) ?? [];
  if (on) return refusal(engine, `select ${on} from ${rowsOf(input, 'line')} limit 0`);
  const [, other = '', condition = ''] = /^via: (\S+) on (.+)$/.exec(line) ?? [];
  const led = parts.find(part => part.via.some(via => via.input === other && via.condition === condition));
  if (!led) return [];
  const joined = `${rowsOf(led.input, 'line')} join ${rowsOf(other, 'changed')} on ${condition}`;
  return refusal(engine, `select 1 from ${joined} limit 0`);
}

function rowsOf(table: string, alias: string): string {
  return `${identifier(...table.split('.'))} as ${alias}`;
}

function unknownColumns(table: string, listed: string, names: string[]): string[] {
  const unknown = listed
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && !names.includes(name));
  return unknown.map(name => {
    const meant = nearest(name, names);
    return `${name} is no column of ${table}${meant ? `; did you mean ${meant}?` : ''}`;
  });
}

async function refusal(engine: Engine, sql: string): Promise<string[]> {
  try {
    await engine.query(sql);
    return [];
  } catch (error) {
    if (error instanceof QueryError) return [messageOf(error)];
    throw error;
  }
}
