import { land } from '../../etl/land.js';
import { lazyEngine } from '../engine/lazy.js';
import { leaveOutForgotten } from './erase/erase-forgotten.js';
import type { Running } from './running.js';
import { openEngine } from './session.js';
import { threadsToLand } from './threads.js';

/** Lands what is new of every source of the project, about so many bytes, and answers the warnings. Throws CliError: source (4). */
export async function landSources({ session, log }: Running, fresh: number): Promise<string[]> {
  const { project, state, options, now } = session;
  const threads = threadsToLand(session, fresh);
  const engine = lazyEngine('duckdb', () => openEngine(session, { macros: false, threads }));
  try {
    const landed = await land({
      engine,
      sources: project.config.sources,
      projectDir: project.dir,
      landing: state.landing,
      now,
      signal: options.signal,
      refine: leaveOutForgotten(session),
      progress: ({ source, file, done, of }) =>
        options.progress?.({ step: 'land', name: `${source} ${file}`, done, total: of }),
    });
    for (const { source, batch, rows, refused, erased, files } of landed.batches)
      log('land', { source, batch, rows, refused, erased, files: files.length });
    return landed.warnings;
  } finally {
    await engine.close();
  }
}
