import { join } from 'node:path';
import type { Manifest } from '../../etl/manifest.js';
import { readSql } from '../plan/read-sql.js';
import type { ProjectFile } from '../project/schema.js';
import { decisionsFingerprint } from '../run/decisions.js';
import { fingerprint } from '../run/fingerprint.js';
import { namesIn } from '../run/names-in.js';
import { switchedOff } from '../run/switched-off.js';
import { aggregatesIdentity } from './cube/sources.js';
import { ourSql } from './our-sql.js';
import { programVersion } from './program-version.js';
import type { Session } from './session.js';

/** Everything that a generation follows from, as one fingerprint: what was landed and decided, the project file, the SQL, this program. */
export async function identityOf(session: Session, manifests: Manifest[]): Promise<string> {
  return (await identityOnceDecided(session, manifests))();
}

/** The same, of which all is read but what was decided: that is read when it is asked. */
export async function identityOnceDecided(
  { project, state, options }: Session,
  manifests: Manifest[],
): Promise<() => string> {
  const ours = await ourSql();
  const own = await readSql(join(project.dir, 'sql'), 'project');
  const landed = manifests.map(({ source, batch, files }) => [
    source,
    batch,
    files.map(file => [file.path, file.sha256, file.erased ?? 0]),
  ]);
  const selects = [...ours, ...own].map(({ table, select }) => [table, select]);
  const aggregates = await aggregatesIdentity(project);
  const settings = whatDecides(project.config);
  const read = fingerprint(programVersion(), settings, options.asOf, landed, selects, aggregates);
  return () => fingerprint(read, decisionsFingerprint(state, ...decidedKinds(state)), [...switchedOff(state)]);
}

/** The settings less those that change no row: when it runs and how far it may go, who is told, what the machine gives. */
function whatDecides({
  cubes,
  engine,
  generations,
  schedule,
  notify,
  limits: { run, ...limits },
  ...rest
}: ProjectFile): object {
  return { ...rest, limits };
}

/** Keys among them always; what was published of scores follows from the rest. What an erasure took away shows in the manifests; that it is finished is written down after the generation it made. */
function decidedKinds(state: Session['state']): string[] {
  return ['key', ...namesIn(state.decisions).filter(kind => !['key', 'score', 'erasure'].includes(kind))];
}
