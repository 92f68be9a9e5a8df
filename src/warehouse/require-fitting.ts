import { stage } from '../../etl/stage.js';
import { landedViews } from './raw.js';
import { manifestsOf, type Session } from './session.js';
import { withEngine } from './with-engine.js';

/** Reads the mappings of these sources against the columns that were landed. Throws CliError (3) like a run where one of them does not fit. */
export function requireFitting(session: Session, sources: ReadonlySet<string>): Promise<void> {
  return withEngine(session, async engine => {
    const { tables, deliveries } = landedViews(session.state.landing, manifestsOf(session));
    for (const { table, files, condition } of tables) await engine.land(table, files, condition);
    await stage(
      engine,
      session.project,
      deliveries.filter(({ source }) => sources.has(source)),
    );
  });
}
