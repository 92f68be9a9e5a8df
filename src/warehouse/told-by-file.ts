import { CliError, exitCode, QueryError } from '../errors.js';
import type { Planned } from '../plan/read-sql.js';

/** What an engine refuses of a select that the project has written is a fault of the project: a CliError (project) with its file. All else is thrown as it came. */
export async function toldByFile<T>(tables: readonly Planned[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const own = tables.find(one => one.table === error.table && one.origin === 'project' && one.file !== undefined);
    if (!own) throw error;
    const named = `${own.table}: `;
    const said = error.message.startsWith(named) ? error.message.slice(named.length) : error.message;
    throw new CliError(`${own.file}: ${said}`, exitCode.project, '--debug prints the SQL', { cause: error });
  }
}
