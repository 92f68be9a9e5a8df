import type { LandedColumn } from '../../../etl/stage/resolve.js';
import type { Mining, MiningColumn, MiningTask } from '../../../models/mining.js';
import { CliError, exitCode } from '../../errors.js';
import { pickColumns } from './pick-columns.js';

/** A column of `mine.record`: under which name, of which column of the file, read how. */
export interface RecordColumn {
  name: string;
  /** The model's name for it. */
  as: string;
  from: LandedColumn;
  role: MiningColumn;
}

/** The columns of a file by role, as somebody names them. */
type Wanted = Record<string, string | undefined>;

/** Who asks, and which roles there are. */
interface Asker {
  name: string;
  columns: Roles;
}

type Roles = Mining<object, object>['columns'];

interface File {
  file: string;
  columns: LandedColumn[];
}

/** What is read of a file for a model or a question. Throws CliError (usage) where a role lacks its column, or a column is not there. */
export function recordColumns({ name, columns: roles }: Asker, given: Wanted, { file, columns }: File): RecordColumn[] {
  const names = columns.map(column => column.name);
  const wanted = wantedColumns(roles, given, names);
  const lacking = Object.keys(roles).filter(role => !roles[role]?.optional && !wanted[role]);
  if (lacking.length > 0) {
    const options = lacking.map(role => `--${role} COLUMN`).join(' ');
    const shown = names.slice(0, 20).join(', ');
    throw new CliError(`mine ${name} needs ${options}`, exitCode.usage, `the columns of ${file} are ${shown}`);
  }
  const named = Object.entries(roles).flatMap(([role, about]) => {
    const text = wanted[role];
    if (text === undefined) return [];
    const picked = pickColumns(text, names, file);
    if (about.many || picked.length === 1) return recordColumn(role, about, picked, columns);
    const what = `--${role} is one column, not ${text}`;
    throw new CliError(what, exitCode.usage, 'name one, by its name or its number');
  });
  const all = [...named, ...restColumns(roles, wanted, named, columns)].filter(({ role }) => !role.unread);
  const own = all.flatMap(({ role, from }) => (role.many ? [from.name.toLowerCase()] : []));
  return all.map(one => (one.role.many ? one : { ...one, name: apart(one.as, own) }));
}

/** The name of a role, or where a column of the file goes by it already, one like it. */
function apart(role: string, own: string[]): string {
  return own.includes(role.toLowerCase()) ? apart(`${role}_`, own) : role;
}

/** What was named; where nothing was, the columns that go by the name that the model gives them. */
function wantedColumns(roles: Roles, given: Wanted, names: string[]): Wanted {
  if (Object.keys(roles).some(role => given[role] !== undefined)) return given;
  const named = Object.entries(roles).map(([role, { named: name }]) => [role, names.find(one => one === name)]);
  return Object.fromEntries(named);
}

function recordColumn(role: string, about: MiningColumn, picked: string[], columns: LandedColumn[]): RecordColumn[] {
  return picked.map(column => {
    const from = columns.find(one => one.name === column) as LandedColumn;
    return { name: about.many ? column : role, as: role, from, role: about };
  });
}

/** Every column without a role, for the role that takes the rest where nothing was named for it; not one that has the name of the row's number. */
function restColumns(roles: Roles, wanted: Wanted, named: RecordColumn[], columns: LandedColumn[]): RecordColumn[] {
  const [role] = Object.keys(roles).filter(name => roles[name]?.rest && wanted[name] === undefined);
  if (role === undefined) return [];
  const taken = ['_row', ...named.map(one => one.from.name)];
  const left = columns.map(({ name }) => name).filter(name => !taken.includes(name));
  return recordColumn(role, roles[role] as MiningColumn, left, columns);
}

/** The names of the columns of `mine.record` by role. */
export function byRole(columns: RecordColumn[]): MiningTask['columns'] {
  const roles: MiningTask['columns'] = {};
  for (const { name, as } of columns) roles[as] = [...(roles[as] ?? []), name];
  return roles;
}
