import { type LandResult, land } from '../../etl/land.js';
import { count } from '../count.js';
import { literal } from '../engine/engine.js';
import { lazyEngine } from '../engine/lazy.js';
import { addsUp } from '../project/entities.js';
import type { Project } from '../project/load.js';
import { lostAmountWords } from './amount-columns.js';
import { leaveOutForgotten } from './erase/erase-forgotten.js';
import { readAhead } from './read-ahead.js';
import type { ToLand } from './room.js';
import type { Running } from './running.js';
import { openEngine } from './session.js';
import { landingOf } from './threads.js';

/** Lands what is new of every source of the project, and answers the warnings. Throws CliError: source (4). */
export async function landSources({ session, log }: Running, { found, fresh }: ToLand): Promise<string[]> {
  const { project, state, options, now } = session;
  const { threads, sources } = landingOf(session, fresh);
  const engine = lazyEngine('duckdb', () => openEngine(session, { macros: false, threads }), fresh > 0);
  let ahead: Promise<void> | undefined;
  try {
    const landed = await land({
      engine,
      sources: project.config.sources,
      atOnce: sources,
      projectDir: project.dir,
      landing: state.landing,
      found,
      now,
      signal: options.signal,
      refine: leaveOutForgotten(session),
      progress: ({ source, file, done, of }) =>
        options.progress?.({ step: 'land', name: `${source} ${file}`, done, total: of }),
      onIdle: () => {
        ahead ??= readAhead(session);
      },
    });
    for (const { source, batch, rows, refused, erased, files } of landed.batches)
      log('land', { source, batch, rows, refused, erased, files: files.length });
    return [
      ...landed.warnings,
      ...lostAmountWords(project.config, landed.batches),
      ...twinWords(landed, project.config.entities),
    ];
  } finally {
    // A file of ours that cannot be read is told when it is planned.
    await Promise.allSettled([ahead]);
    await engine.close();
  }
}

/** What is to be said of files whose records count twice: of each source the first of them. */
function twinWords({ twins }: LandResult, entities: Project['config']['entities']): string[] {
  const adding = Object.entries(entities).filter(([name]) => addsUp(name));
  const sources = new Set(
    adding.flatMap(([, mappings]) =>
      mappings.filter(({ told_again }) => told_again === 'add').map(({ source }) => source),
    ),
  );
  return [...sources].flatMap(source => {
    const [first, ...more] = twins.filter(twin => twin.source === source);
    if (!first) return [];
    const alike = more.length > 0 ? ` (and ${count(more.length, 'more file')} likewise)` : '';
    const condition = `where: _file <> ${literal(first.file)}`;
    return `source ${source}: ${first.file} holds what ${first.other} holds${alike}: its records count twice unless the mappings leave one out, such as by "${condition}"`;
  });
}
