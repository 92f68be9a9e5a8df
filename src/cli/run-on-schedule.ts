import { setTimeout } from 'node:timers/promises';
import { CliError, exitCode } from '../errors.js';
import { tellFailure } from './failure.js';
import type { Globals } from './globals.js';
import { watchInterrupt } from './interrupt.js';
import { say } from './output.js';
import { withWarehouse } from './session.js';
import { tellDue } from './tell-due.js';

/** Milliseconds after which a night that failed is tried again, and longest sleep without a look at the clock, which may be set. */
const again = 3_600_000;
const nap = 30_000;

/**
 * Does what is due and sleeps until the next night, for ever: what fails is told and tried again. Throws CliError: (interrupted) when
 * it is told to stop, (project) where there is no schedule to begin with.
 */
export async function runOnSchedule(options: Globals & { wait?: number }): Promise<never> {
  const interrupt = watchInterrupt();
  try {
    await withWarehouse(options, warehouse => warehouse.schedule(1));
    for (;;) {
      await doDue(options, interrupt.signal);
      const wake = await nextLook(options, interrupt.signal);
      say(`asleep until ${wake.toISOString()}`, options);
      await sleep(wake, interrupt.signal);
    }
  } finally {
    interrupt.stop();
  }
}

async function doDue(options: Globals & { wait?: number }, signal: AbortSignal): Promise<void> {
  try {
    await tellDue(await withWarehouse(options, warehouse => warehouse.runDue({ wait_ms: options.wait })), options);
  } catch (error) {
    goOn(error, signal);
  }
}

/** The next night, or sooner where one that failed is to be tried again, or where the project file cannot be read just now. */
async function nextLook(options: Globals, signal: AbortSignal): Promise<Date> {
  const soon = new Date(Date.now() + again);
  try {
    const { due, next } = await withWarehouse(options, warehouse => warehouse.schedule(1));
    const night = next ? new Date(next) : soon;
    return due && soon < night ? soon : night;
  } catch (error) {
    goOn(error, signal);
    return soon;
  }
}

function goOn(error: unknown, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (error instanceof CliError && error.code === exitCode.interrupted) throw error;
  tellFailure(error, process.argv.slice(2));
}

async function sleep(until: Date, signal: AbortSignal): Promise<void> {
  for (let left = until.getTime() - Date.now(); left > 0; left = until.getTime() - Date.now()) {
    await setTimeout(Math.min(left, nap), undefined, { signal }).catch(() => {});
    signal.throwIfAborted();
  }
}
