import { join } from 'node:path';
import { aggregateTables } from '../../olap/aggregate/make.js';
import { packageRoot } from '../../package-root.js';
import type { Planned } from '../../plan/read-sql.js';
import { type CubeSource, readCubes } from '../../project/cube/read.js';
import type { Project } from '../../project/load.js';

/** Ours do not change while the program runs, and a run asks for them three times. */
let shipped: Promise<CubeSource[]> | undefined;

/** The files of all cubes: ours, and the project's own in the place of those of the same name. Throws ProjectError. */
export async function cubeSources({ dir }: Pick<Project, 'dir'>): Promise<CubeSource[]> {
  shipped ??= readCubes(join(packageRoot, 'sql', 'cube'), 'ours');
  const ours = await shipped;
  const own = await readCubes(join(dir, 'sql', 'cube'), 'project');
  const taken = new Set(own.map(one => one.name));
  return [...ours.filter(one => !taken.has(one.name)), ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The aggregates of all cubes as tables of the warehouse, each with a check that it counted every fact once. */
export async function plannedAggregates(project: Pick<Project, 'dir'>): Promise<Planned[]> {
  const sources = await cubeSources(project);
  return sources.flatMap(source =>
    aggregateTables(source).flatMap(({ table, sentence, select, sums, offenders }): Planned[] => [
      { table, select, origin: source.origin, file: source.file, sentence, key: [], narrow: sums },
      {
        table: `check.${table.replace('.', '_')}`,
        select: offenders,
        origin: source.origin,
        file: source.file,
        sentence: `${table} counts every fact once`,
        key: [],
        severity: 'error',
      },
    ]),
  );
}
