import type { Mining, MiningColumn, MiningTask } from '../../../models/mining.js';
import { CliError, exitCode } from '../../errors.js';
import type { LandedFile } from './land-file.js';
import { pickColumns } from './pick-columns.js';
import type { RecordColumn } from './read-records.js';

type Asked = Pick<Mining<never, never>, 'columns'> & { name: string };
type Given = Record<string, string | undefined>;

/** The columns of the file for the roles that are asked for. Throws CliError (usage) where one is lacking, or is none of the file. */
export function recordColumns(
  asked: Asked,
  { columns, file }: { columns: Given; file: string },
  landed: LandedFile,
): RecordColumn[] {
  const names = landed.columns.map(column => column.name);
  const wantedOf = wantedColumns(asked, columns, names);
  const lacking = Object.keys(asked.columns).filter(role => !asked.columns[role]?.optional && !wantedOf[role]);
  if (lacking.length > 0) {
    const options = lacking.map(role => `--${role} COLUMN`).join(' ');
    const shown = names.slice(0, 20).join(', ');
    throw new CliError(`mine ${asked.name} needs ${options}`, exitCode.usage, `the columns of ${file} are ${shown}`);
  }
  return Object.entries(asked.columns).flatMap(([role, about]) => {
    const wanted = wantedOf[role];
    if (wanted === undefined) return [];
    const picked = pickColumns(wanted, names, file);
    if (!about.many && picked.length > 1) throw onlyOne(role, wanted);
    return picked.map(column => recordColumn(role, about, column, landed));
  });
}

/** What was named; where nothing was, the columns that go by the name that the model gives them. */
function wantedColumns({ columns }: Asked, given: Given, names: string[]): Given {
  if (Object.keys(columns).some(role => given[role] !== undefined)) return given;
  const named = Object.entries(columns).map(([role, { named: name }]) => [role, names.find(one => one === name)]);
  return Object.fromEntries(named);
}

function recordColumn(role: string, about: MiningColumn, column: string, landed: LandedFile): RecordColumn {
  const from = landed.columns.find(({ name }) => name === column) as LandedFile['columns'][number];
  return { name: about.many ? column : role, as: role, from, role: about };
}

function onlyOne(role: string, wanted: string): CliError {
  return new CliError(`--${role} is one column, not ${wanted}`, exitCode.usage, 'name one, by its name or its number');
}

/** Their names in `mine.record`, by role. */
export function byRole(columns: RecordColumn[]): MiningTask['columns'] {
  const roles: MiningTask['columns'] = {};
  for (const { name, as } of columns) roles[as] = [...(roles[as] ?? []), name];
  return roles;
}
