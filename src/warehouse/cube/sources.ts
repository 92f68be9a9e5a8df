import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aggregateTables } from '../../olap/aggregate/make.js';
import { packageRoot } from '../../package-root.js';
import type { Planned } from '../../plan/read-sql.js';
import { type CubeSource, readCubes } from '../../project/cube/read.js';
import type { Project } from '../../project/load.js';

/** Ours do not change while the program runs. */
let shipped: Promise<CubeSource[]> | undefined;

const ourFolder = join(packageRoot, 'sql', 'cube');

/** The files of all cubes: ours, and the project's own in the place of those of the same name. Throws ProjectError. */
export async function cubeSources({ dir }: Pick<Project, 'dir'>): Promise<CubeSource[]> {
  shipped ??= readCubes(ourFolder, 'ours');
  return withOwn(await shipped, await ownCubes(dir));
}

function withOwn(ours: CubeSource[], own: CubeSource[]): CubeSource[] {
  const taken = new Set(own.map(one => one.name));
  return [...ours.filter(one => !taken.has(one.name)), ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The aggregates of all cubes as tables of the warehouse, each with a check that it counted every fact once. Ours that have none are not read: that takes long. */
export async function plannedAggregates({ dir }: Pick<Project, 'dir'>): Promise<Planned[]> {
  const ours = await readCubes(ourFolder, 'ours', text => /^aggregates:/m.test(text));
  return aggregatesOf(withOwn(ours, await ownCubes(dir)));
}

/** What the aggregates follow from: our files as they are, for reading them takes longer than all else of a run with nothing new, and of the project's own, whatever else they say, which they are and the selects. */
export async function aggregatesIdentity({ dir }: Pick<Project, 'dir'>): Promise<unknown[]> {
  const files = (await readdir(ourFolder)).filter(file => file.endsWith('.yaml')).sort();
  const texts = await Promise.all(files.map(file => readFile(join(ourFolder, file), 'utf8')));
  const own = await ownCubes(dir);
  return [files, texts, own.map(one => one.name), aggregatesOf(own).map(({ table, select }) => [table, select])];
}

function ownCubes(dir: string): Promise<CubeSource[]> {
  return readCubes(join(dir, 'sql', 'cube'), 'project');
}

function aggregatesOf(sources: CubeSource[]): Planned[] {
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
