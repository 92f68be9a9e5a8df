import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { land } from '../../etl/land.js';
import type { ManifestFile } from '../../etl/manifest.js';
import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { groupedBy } from '../grouped.js';
import type { Source } from '../project/schema.js';
import { current } from '../run/generations.js';
import { spillFolder } from '../run/spill.js';
import { rowsOf } from '../table.js';
import { acceptedMends } from './accepted-mends.js';
import { type Deciding, deciding } from './deciding.js';
import { leaveOutForgotten } from './erase/erase-forgotten.js';
import { judging } from './judging.js';
import { requireKnownBatches } from './known-batches.js';
import { type Mended, mendedOf, readMended } from './mended.js';
import { type MendedFile, writeMended } from './mended-file.js';
import { isSame, type MendedRecord, placeKey } from './mended-record.js';
import { type QuarantineDecision, quarantineDecisions } from './quarantine-decision.js';
import type { Session } from './session.js';
import { landedOf, manifestsOf, openEngine } from './session.js';
import { type Settled, write } from './settle.js';
import { standingDecisions } from './standing-decisions.js';
import type { Word } from './word.js';

/** What came of a retry. */
export interface Retried extends Settled {
  /** Records of the file that are as they were: they stay where they are. */
  unchanged: number;
  /** Records of the file that a waiver lets through by now: they stay where they are, too. */
  waived: Pick<MendedRecord, 'source' | 'batch' | 'file' | 'row'>[];
}

/**
 * Lands the mended records of an export of the quarantine, or of what was mended before, as new records of their sources, and settles those
 * that they replace. The next run judges them like all others. A second time nothing is landed. Throws CliError (usage) for a file that is no export, and for a record
 * that is neither refused, nor mended before, nor waived.
 */
export function retry(session: Session, path: string, word: Word): Promise<Retried> {
  return deciding(session, 'quarantine retry', word, async now => {
    const standing = current(session.state);
    if (standing) requireKnownBatches(session, standing);
    const { changed, known, unchanged, waived } = await sortOut(session, path);
    const decide = (lines: Line[]) => write(session, now, 'retry', lines, known);
    return { ...(await landMended(session, now, changed, decide)), unchanged, waived };
  });
}

async function sortOut(session: Session, path: string) {
  return judging(session, async (engine, mappings) => {
    const place = 'source, batch, file, "row", rule, record';
    const there = `select ${place} from stage.quarantine union all select ${place} from (${await acceptedMends(engine, session, mappings)})`;
    const original = mendedOf(rowsOf(await engine.query(there)));
    const mended = await readMended(engine, path, original);
    const decisions = standingDecisions(quarantineDecisions(session.state), landedOf(session));
    const waived = [...mended].filter(([key]) => !original.has(key)).map(([, one]) => one);
    for (const one of waived) if (!isWaived(decisions, one)) throw notRefused(one);
    const settled = settledPlaces(decisions);
    const refusedNow = [...mended].filter(([key]) => original.has(key));
    const open = refusedNow.filter(([key]) => !settled.has(key));
    const changed = open.filter(([key, one]) => !isSame(one, original.get(key))).map(([, one]) => one);
    return {
      changed: filledUp(changed, original),
      known: refusedNow.length - open.length,
      unchanged: open.length - changed.length,
      waived: waived.map(({ source, batch, file, row }) => ({ source, batch, file, row })),
    };
  });
}

function isWaived(decisions: QuarantineDecision[], record: MendedRecord): boolean {
  const fits = (of: 'batch' | 'file' | 'row', one: QuarantineDecision) => one[of] === null || one[of] === record[of];
  const speaks = (one: QuarantineDecision) => one.action === 'waive' && one.source === record.source;
  return decisions.some(one => speaks(one) && fits('batch', one) && fits('file', one) && fits('row', one));
}

/** A column that a mended record leaves out keeps its value; what was text only has none. */
function filledUp(changed: MendedRecord[], original: Mended): MendedRecord[] {
  return changed.map(one => {
    if ('_raw' in one.record) return one;
    const { _raw, ...before } = original.get(placeKey(one))?.record ?? {};
    return { ...one, record: { ...before, ...one.record } };
  });
}

function settledPlaces(decisions: QuarantineDecision[]): Set<string> {
  const retried = decisions.filter(one => one.action === 'retry');
  return new Set(
    retried.map(one => placeKey({ ...one, batch: String(one.batch), file: String(one.file), row: Number(one.row) })),
  );
}

type Line = Omit<QuarantineDecision, 'at' | 'by' | 'why'>;

/** Decides, then lands: a line counts from when its file is landed, so what is killed in between has done nothing. */
async function landMended(
  session: Session,
  { log }: Deciding,
  changed: MendedRecord[],
  decide: (lines: Line[]) => Settled,
): Promise<Settled> {
  const folder = spillFolder(session.state);
  const engine = await openEngine(session);
  rmSync(folder, { recursive: true, force: true });
  try {
    const files = [];
    for (const [at, group] of grouped(session, changed).entries()) {
      const own = join(folder, String(at));
      files.push({ group, ...(await writeMended(engine, own, sourceOf(session, group.source), group)) });
    }
    const settled = decide(files.flatMap(({ group, name }) => group.records.map(record => lineOf(record, name))));
    for (const { group, source } of files)
      for (const { batch, rows, refused } of await landOne(session, engine, group.source, source))
        log('land', { source: group.source, batch, rows, refused, files: 1 });
    return settled;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await engine.close();
  }
}

async function landOne(session: Session, engine: Engine, name: string, source: Source) {
  const { project, state, now, options } = session;
  const { landing } = state;
  const refine = leaveOutForgotten(session);
  const task = { engine, projectDir: project.dir, landing, now, signal: options.signal, refine };
  return (await land({ ...task, sources: { [name]: source } })).batches;
}

/** Records of one version of one file, raw ones and others apart, each group in order. */
function grouped(session: Session, records: MendedRecord[]): MendedFile[] {
  const inOrder = records.toSorted((one, other) => one.row - other.row);
  const groups = groupedBy(inOrder, ({ source, batch, file, record }) =>
    JSON.stringify([source, batch, file, '_raw' in record]),
  );
  return [...groups.values()].map(own => {
    const [first] = own as [MendedRecord];
    return { source: first.source, records: own, from: landedFile(session, first) };
  });
}

function landedFile(session: Session, { source, batch, file }: MendedRecord): ManifestFile {
  const manifest = manifestsOf(session).find(one => one.source === source && one.batch === batch);
  const found = manifest?.files.find(one => one.path === file);
  if (!found) throw new Error(`${file} of batch ${batch} of ${source} was not landed`);
  return found;
}

function sourceOf({ project }: Session, name: string): Source {
  return project.config.sources[name] as Source;
}

function lineOf({ source, batch, file, row, rule }: MendedRecord, landedAs: string): Line {
  return { action: 'retry', source, batch, file, row, rule, landed_as: landedAs };
}

function notRefused({ source, file, row, batch }: MendedRecord): CliError {
  const what = `row ${row} of ${file} (source ${source}, batch ${batch}) is no refused record`;
  return new CliError(what, exitCode.usage, 'a new version of its file may have come; export the quarantine again');
}
