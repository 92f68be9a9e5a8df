import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoNights } from '../../fixtures/demo/index.js';
import { type Workbench, workbenchAt } from '../../fixtures/workbench.js';
import { endOf, startRun } from './child.js';
import { landedIn } from './landed.js';

/** A night before it is run, and what must come of it. */
export interface Stage {
  night: number;
  /** The project with its new files, and the state that the nights before have left. */
  base: string;
  /** Everything that stood before, by table; undefined before the first night. */
  before: Map<string, string[]> | undefined;
  after: Map<string, string[]>;
  landed: string[];
  /** How many changes of files an undisturbed run makes, and how long it takes. */
  steps: number;
  elapsed_ms: number;
}

/**
 * What is not data: how a generation was made, what is dated by the clock of the landing, and the names of generations (that of one
 * killed while its base was being copied is not given again).
 */
export const without = { tables: /^(meta\.|stage\.batch$)/, columns: /^(known_from|described_from|(.*_)?generation)$/ };

/** The first nights of the demo company, undisturbed. */
export async function stagesIn(folder: string, customers: number, nights = 3): Promise<Stage[]> {
  const bench = workbenchAt(join(folder, 'undisturbed'));
  const stages: Stage[] = [];
  for await (const _ of demoNights(bench.dir, { customers })) {
    stages.push(await stageOf(bench, folder, stages.at(-1)));
    if (stages.length === nights) break;
  }
  return stages;
}

async function stageOf(bench: Workbench, folder: string, last: Stage | undefined): Promise<Stage> {
  const night = (last?.night ?? 0) + 1;
  const base = join(folder, `base-${night}`);
  cpSync(bench.dir, base, { recursive: true, verbatimSymlinks: true });
  const countTo = join(folder, 'count');
  const begun = performance.now();
  const { code, said } = await endOf(startRun(bench.dir, { countTo }));
  if (code !== 0) throw new Error(`night ${night} fails undisturbed: ${said}`);
  return {
    night,
    base,
    before: last?.after,
    after: await bench.contents(without),
    landed: landedIn(bench.dir),
    steps: Number(readFileSync(countTo, 'utf8')),
    elapsed_ms: performance.now() - begun,
  };
}
