import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { current } from '../run/generations.js';
import { linkLatest } from '../run/latest.js';
import { namesIn } from '../run/names-in.js';
import { newRun } from '../run/run-id.js';
import { requirePlanned } from './lacking.js';
import { lastFits, type Unread } from './last-fits.js';
import { reading } from './reading.js';
import { readRecord } from './record.js';
import { beginReport } from './report.js';
import { type Session, standing } from './session.js';
import { tellUnread } from './tell-unread.js';
import { inTurn } from './turn.js';

/** A report that was written. */
export interface ReportEntry {
  generation: string;
  path: string;
  /** It shows the generation that stands. */
  current: boolean;
}

/** Every report there is, oldest first. */
export function reports({ state }: Session): ReportEntry[] {
  const now = current(state)?.generation;
  return namesIn(state.reports)
    .filter(name => /^\d{6,}$/.test(name))
    .sort()
    .map(generation => ({
      generation,
      path: join(state.reports, generation, 'report.html'),
      current: generation === now,
    }))
    .filter(report => existsSync(report.path));
}

/**
 * Writes the report of the standing generation again, as the project file now wants it; answers the files. Alone in the project: what a run
 * collects meanwhile, or somebody who is forgotten, would be written once more. Throws CliError (lock busy).
 */
export function rebuildReport(session: Session): Promise<string[]> {
  const { state, options, now } = session;
  // What was known is not changed by its report either.
  const own = { ...session, options: { ...options, knownAt: undefined } };
  return inTurn(own, { run: newRun(state, now), command: 'report build' }, () => writeAgain(session));
}

function writeAgain(session: Session): Promise<string[]> {
  const pointer = standing(session);
  const { result } = readRecord(pointer);
  const { fits, unread } = lastFits(session);
  tellUnread(session, unread);
  const models = fits.map(fit => ({ ...fit, kept: result.kept?.[fit.model.name] }));
  const task = { generation: pointer.generation, run: pointer.run, models, tables: result.tables };
  return reading(session, async engine => {
    await requirePlanned(session, engine, pointer.generation, name => name.startsWith('report.'));
    const files = await (await beginReport(engine, session, task))([
      ...result.warnings,
      ...unread.map(undefinedScores),
    ]);
    if (!session.known) linkLatest(session.state, pointer.generation);
    return files;
  });
}

/** What the scores of a model mean is told by its fit. */
function undefinedScores({ model, word }: Unread): string {
  return `the definitions of ${model.title} are left out, though its scores are shown: ${word}`;
}
