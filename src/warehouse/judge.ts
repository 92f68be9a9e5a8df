import type { DatedDelivery } from '../../etl/stage/batch.js';
import type { DuckDb } from '../engine/duckdb.js';
import { literal } from '../engine/engine.js';
import type { Changes } from '../plan/change.js';
import { type CheckResult, check } from '../plan/check.js';
import { checkHeaderColumns } from '../plan/header-columns.js';
import type { BuiltTable } from '../plan/make-table.js';
import type { Current } from '../run/generations.js';
import { type Account, accountOf, refusedRecords, type SourceBatches } from './account.js';
import { lostAmounts } from './amount-columns.js';
import { amountLimit } from './amount-limit.js';
import { limitChecks } from './limits.js';
import type { Prepared } from './prepare.js';
import { readRecord } from './record.js';
import { rightBefore } from './right-before.js';
import type { Ground } from './session.js';

/** What is found of the tables of a warehouse that was made. */
export interface Judged {
  checks: CheckResult[];
  account: Account;
  /** Refused records of all batches that nobody has settled. */
  refused: number;
}

/** What it was made from. */
export interface JudgeOptions {
  ground: Ground;
  /** The generation that stands: its batches are not of this run. */
  before?: Current;
  /** An earlier run that was cut short made some of the tables: nobody has checked them. */
  isResumed?: boolean;
  signal?: AbortSignal;
}

/** What was built: how its tables have changed, and of which the key was found right. */
interface Built {
  tables: BuiltTable[];
  changes: Changes;
  rightKeys: ReadonlySet<string>;
}

/** Counts where the records went and checks every table and limit. */
export async function judge(engine: DuckDb, options: JudgeOptions, prepared: Prepared, built: Built): Promise<Judged> {
  const { ground, signal } = options;
  const { mappings } = prepared.stage;
  const { deliveries } = prepared.views;
  const fresh = freshBatches(options, deliveries);
  const account = await accountOf(engine, mappings, fresh);
  const { fingerprints, stored } = prepared;
  await checkHeaderColumns(engine, prepared.tables, {
    fingerprints,
    checked: options.isResumed ? undefined : stored,
  });
  const checked = await check(engine, prepared.tables, {
    ...(await facts(engine, options, prepared, built)),
    signal,
  });
  const refused = await refusedRecords(engine, isOpen);
  const open = account.landed > 0 ? await openOf(engine, account, fresh) : anew(options, deliveries, refused);
  const limits = await limitChecks(engine, ground.project.config, mappings, open, pairsOf(fresh));
  const isMissing = checked.some(({ name, passed }) => name === 'amount_missing' && !passed);
  const amounts = isMissing ? await amountLimit(engine, ground.project.config, mappings, amongOf(ground, fresh)) : [];
  return { checks: [...checked, ...limits, ...amounts], account, refused };
}

/** What is known of tables before they are checked; of what a run that was cut short made, only how long they are. */
async function facts(
  engine: DuckDb,
  { isResumed }: JudgeOptions,
  { fingerprints }: Prepared,
  { tables, changes, rightKeys }: Built,
) {
  const rows = new Map(tables.map(one => [one.name, one.rows]));
  const known = differing(tables, changes);
  return isResumed || known.size === 0
    ? { rows, rightKeys }
    : { rows, rightKeys, before: { right: await rightBefore(engine, fingerprints), differing: known } };
}

/** Tables of which it is known how they differ from what stood there: the rows that went or came, or none. */
function differing(tables: BuiltTable[], changes: Changes): Map<string, string | undefined> {
  const known = tables.filter(({ name, status }) => status === 'kept' || changes.has(name));
  return new Map(known.map(({ name, status }) => [name, status === 'kept' ? undefined : changes.get(name)?.rows]));
}

const isOpen = "status = 'open'";

/** A record that somebody discarded or retried is no fault any more. */
async function openOf(engine: DuckDb, { landed, quarantined }: Account, fresh: SourceBatches[]) {
  const settled = await refusedRecords(engine, `not (${isOpen}) and (source, batch) in (${pairsOf(fresh)})`);
  return { landed, quarantined: quarantined - settled, isAnew: false };
}

/** Where nothing was landed but the rules may have changed: what is refused now and was not before, of all records. */
function anew({ before }: JudgeOptions, deliveries: DatedDelivery[], refused: number) {
  const landed = deliveries.reduce((sum, one) => sum + one.rows + one.refused, 0);
  const known = before ? readRecord(before).refused : 0;
  return { landed, quarantined: Math.max(0, refused - known), isAnew: true };
}

/** The batches that the standing generation does not have, with their records. */
function freshBatches({ before }: JudgeOptions, deliveries: DatedDelivery[]): SourceBatches[] {
  const known = before ? readRecord(before).batches : {};
  const isFresh = (source: string, batch: string) => Number(batch) > Number(known[source] ?? 0);
  return [...new Set(deliveries.map(one => one.source))].map(source => {
    const own = deliveries.filter(one => one.source === source && isFresh(source, one.batch));
    return {
      source,
      batches: own.map(one => one.batch),
      landed: own.reduce((sum, one) => sum + one.rows + one.refused, 0),
    };
  });
}

/** The batches of the run, and the sources that lost the columns of their amounts in one of them. */
function amongOf({ project, manifests }: Ground, sources: SourceBatches[]) {
  const delivered = manifests.filter(one =>
    sources.some(({ source, batches }) => source === one.source && batches.includes(one.batch)),
  );
  const lost = new Set(lostAmounts(project.config, delivered).map(({ source }) => source));
  return { pairs: pairsOf(sources), lost };
}

function pairsOf(sources: SourceBatches[]): string {
  const pairs = sources.flatMap(({ source, batches }) =>
    batches.map(batch => `(${literal(source)}, ${literal(batch)})`),
  );
  return pairs.length > 0 ? `values ${pairs.join(', ')}` : "select '', '' where false";
}
