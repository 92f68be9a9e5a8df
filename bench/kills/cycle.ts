import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { workbenchAt } from '../../fixtures/workbench.js';
import { endOf, startRun } from './child.js';
import { differences } from './differences.js';
import { type Fault, faults } from './faults.js';
import { issuedTwice, landedIn } from './landed.js';
import { type Stage, without } from './stages.js';

/** What a kill is: before a change of a file, or after a time; and what else goes wrong. */
export interface Kill {
  step?: number;
  after_ms?: number;
  fault?: keyof typeof faults;
  /** From 0 below 1. */
  moment: number;
}

/** What a kill came to; anything in `wrong` should not be. */
export interface Outcome {
  isKilled: boolean;
  lost: number;
  twice: number;
  wrong: string[];
}

/** Copies a night's beginning, kills its run, lets the fault happen, lets the next run end it, and compares everything. */
export async function cycle(stage: Stage, dir: string, kill: Kill): Promise<Outcome> {
  rmSync(dir, { recursive: true, force: true });
  cpSync(stage.base, dir, { recursive: true, verbatimSymlinks: true });
  const { isKilled } = await endOf(startRun(dir, { killAt: kill.step }), kill.after_ms);
  const wrong = [...(await unreadable(stage, dir)), ...(await disturbed(kill, dir))];
  const bench = workbenchAt(dir);
  const ended = await bench.run().then(
    () => [],
    (error: Error) => [`the next run fails: ${error.message}`],
  );
  const found = await bench.contents(without).catch(() => new Map<string, string[]>());
  const { lost, added, where } = differences(stage.after, found);
  const landed = landedIn(dir);
  const isLandedAsEver = JSON.stringify(landed) === JSON.stringify(stage.landed);
  const twice = added + Math.max(0, landed.length - stage.landed.length) + issuedTwice(dir);
  return {
    isKilled,
    lost,
    twice,
    wrong: [...wrong, ...ended, ...where, ...(isLandedAsEver ? [] : ['landed otherwise'])],
  };
}

/** After the kill the generation before stands whole, or already the new one; before the first there is none. */
async function unreadable({ before, after }: Stage, dir: string): Promise<string[]> {
  const pointer = join(dir, 'current.json');
  if (!existsSync(pointer)) return before ? ['no generation stands'] : [];
  const found = await workbenchAt(dir).contents(without);
  const standing = [before, after].some(wanted => wanted && differences(wanted, found).where.length === 0);
  return standing ? [] : [`what stands is neither before nor after: ${readFileSync(pointer, 'utf8')}`];
}

async function disturbed({ fault, moment }: Kill, dir: string): Promise<string[]> {
  const happen: Fault | undefined = fault === undefined ? undefined : faults[fault];
  try {
    await happen?.(workbenchAt(dir), moment);
    return [];
  } catch (error) {
    return [`${fault}: ${(error as Error).message}`];
  }
}
