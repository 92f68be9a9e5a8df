import { type CheckResult, check } from '../plan/check.js';
import { switchedOffChecks } from './cube/check-aggregates.js';
import { openCubes } from './cube/cubes.js';
import type { Prepared } from './prepare.js';
import { planned } from './reading.js';
import type { Session } from './session.js';
import { toldByFile } from './told-by-file.js';

/** Runs every check on the standing generation, and says which aggregates are switched off. Throws ProjectError for a cube that names what is not there. */
export async function checkStanding(session: Session): Promise<CheckResult[]> {
  const { engine, now } = await openCubes(session);
  const off = await now()
    .then(switchedOffChecks)
    .finally(() => engine.close());
  const checks = await planned(session, (own, prepared) => {
    const options = { rows: rowsRecorded(prepared), signal: session.options.signal };
    return toldByFile(prepared.tables, () => check(own, prepared.tables, options));
  });
  return [...checks, ...off];
}

/** How long tables are is taken from the records of the run; that one is empty is not, or nobody would look at it. */
function rowsRecorded({ stored = new Map() }: Prepared): ReadonlyMap<string, number> {
  return new Map([...stored].map(([table, { rows }]) => [table, Math.max(1, rows)]));
}
