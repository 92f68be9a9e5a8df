import { planLanding } from '../../etl/land-plan.js';
import { decide } from '../plan/decide.js';
import { type StoredTable, storedFingerprints } from '../plan/stored-fingerprints.js';
import { current } from '../run/generations.js';
import { planning, reading } from './reading.js';
import type { Session } from './session.js';

/** What a run would do, and why. */
export interface RunPlan {
  sources: {
    source: string;
    files: { path: string; action: 'land' | 'supersede'; why: string }[];
    unchanged: number;
  }[];
  tables: { name: string; action: 'build' | 'keep'; why: string }[];
  warnings: string[];
}

/** Looks, and writes nothing: which files would be landed, which tables built or kept. */
export async function planRun(session: Session): Promise<RunPlan> {
  const { project, state } = session;
  const landing = await planLanding({
    sources: project.config.sources,
    projectDir: project.dir,
    landing: state.landing,
  });
  const sources = landing.map(({ source, files, unchanged }) => ({
    source,
    unchanged,
    files: files.map(({ path, why }) =>
      why === 'new'
        ? { path, action: 'land' as const, why: 'not landed yet' }
        : { path, action: 'supersede' as const, why: 'its content has changed' },
    ),
  }));
  const delivering = new Set(sources.filter(({ files }) => files.length > 0).map(({ source }) => `raw.${source}`));
  return { sources, tables: await planTables(session, delivering), warnings: landing.flatMap(({ notes }) => notes) };
}

async function planTables(session: Session, delivering: ReadonlySet<string>): Promise<RunPlan['tables']> {
  const stored = current(session.state) ? await reading(session, engine => storedFingerprints(engine)) : undefined;
  const none: Map<string, StoredTable> = new Map();
  return planning(session, async (_engine, { tables, fingerprints }) => {
    const fresh = new Set<string>();
    return decide(tables, fingerprints, stored ?? none).map(({ table, action, reason }) => {
      const inputs = tables.find(one => one.table === table)?.inputs ?? [];
      const landed = inputs.filter(input => delivering.has(input));
      const anew = inputs.filter(input => fresh.has(input));
      const why =
        landed.length > 0
          ? `new files for ${landed.join(', ')}`
          : anew.length > 0
            ? `made anew: ${anew.join(', ')}`
            : reason;
      const built = landed.length > 0 || anew.length > 0 || action === 'build';
      if (built) fresh.add(table);
      return {
        name: table,
        action: built ? ('build' as const) : ('keep' as const),
        why: built ? why : 'nothing it follows from has changed',
      };
    });
  });
}
