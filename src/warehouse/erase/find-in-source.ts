import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Manifest } from '../../../etl/manifest.js';
import { type RawView, rawView } from '../../../etl/raw-view.js';
import { queriesOf } from '../../../etl/stage/queried.js';
import type { Engine } from '../../engine/engine.js';
import type { Session } from '../session.js';
import type { BatchPlace } from './batch-place.js';
import { findRecords, readsNumbers } from './find-records.js';
import { findRefused } from './find-refused.js';
import type { Person } from './person.js';

/** Whether any mapping reads from a source who its records are about. */
export function namesPeople({ project }: Session, source: string): boolean {
  const mappings = Object.values(project.config.entities).flat();
  return mappings.some(mapping => mapping.source === source && readsNumbers(mapping.columns));
}

/** Where somebody is looked for: the batches of all sources as the next run will see them, the one whose records these are, and which of them. */
interface SourcePlace {
  places: BatchPlace[];
  source: string;
  condition?: string;
}

/** Finds the records of a person in the batches of a source, superseded files too. Answers the orders that they name together with the person. */
export async function findInSource(
  engine: Engine,
  session: Session,
  person: Person,
  { places, source, condition }: SourcePlace,
): Promise<string[]> {
  const { project } = session;
  const batches = ofSource(places, source);
  const data = batches.flatMap(({ folder, manifest }) => manifest.data.map(name => join(folder, name)));
  const refused = batches.map(({ folder }) => join(folder, 'refused.parquet')).filter(path => existsSync(path));
  const { looked, absent } = await showLookedInto(engine, session, source, places);
  const isOwn = looked.has(`raw.${source}`) && condition === undefined;
  const views = isOwn ? viewsOverTime(session.state.landing, batches) : [{ files: data, condition }];
  const orders = new Set<string>();
  for (const [at, view] of views.entries()) {
    await engine.land(`raw.${source}`, view.files, view.condition);
    const named = await findRecords(engine, project, person, { source, absent, keeps: at > 0 });
    for (const order of named) orders.add(order);
  }
  await findRefused(engine, refused, source, project.config.sources[source]?.system ?? '', person);
  return [...orders];
}

/** Where records look at others of their source, they are read as runs saw them: before a version of a file was superseded, and now. */
function viewsOverTime(landing: string, batches: BatchPlace[]): RawView[] {
  const manifests = batches.map(manifestOf);
  const pathsOf = (some: Manifest[]) => new Set(some.flatMap(({ files }) => files.map(({ path }) => path)));
  return manifests.flatMap((_, at) => {
    const before = manifests.slice(0, at + 1);
    const isLast = before.length === manifests.length;
    const isSeen = manifests[at + 1]?.files.some(({ path }) => pathsOf(before).has(path));
    const view = rawView(landing, before);
    return isLast || (isSeen && view.files.length > 0) ? [view] : [];
  });
}

/** What the mappings of a source look into is shown as the next run will see it; answers the tables, and those among them that no source has delivered. */
async function showLookedInto(engine: Engine, session: Session, source: string, places: BatchPlace[]) {
  const { project } = session;
  const mappings = Object.values(project.config.entities).flat();
  const own = mappings.filter(mapping => mapping.source === source);
  const queries = await Promise.all(own.map(mapping => queriesOf(engine, mapping)));
  const looked = new Set(queries.flat().flatMap(({ tables }) => tables));
  const absent = new Set<string>();
  for (const name of Object.keys(project.config.sources).filter(one => looked.has(`raw.${one}`))) {
    const { files, condition } = viewOf(session.state.landing, ofSource(places, name));
    if (files.length > 0) await engine.land(`raw.${name}`, files, condition);
    else absent.add(`raw.${name}`);
  }
  return { looked, absent };
}

/** The view over the batches of a source, some of which may not have been landed yet. */
function viewOf(landing: string, places: BatchPlace[]): RawView {
  const { files, condition } = rawView(landing, places.map(manifestOf));
  const folders = new Map(
    places.map(({ folder, manifest: { source, batch } }) => [join(landing, source, batch), folder]),
  );
  return { files: files.map(path => join(folders.get(dirname(path)) as string, basename(path))), condition };
}

const manifestOf = ({ manifest }: BatchPlace) => manifest;

function ofSource(places: BatchPlace[], source: string): BatchPlace[] {
  return places.filter(({ manifest }) => manifest.source === source);
}
