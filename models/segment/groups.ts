import { CliError, exitCode } from '../../src/errors.js';
import { distinctRows } from '../../src/stats/distinct-rows.js';
import { compared, noComparison, recommended, silhouetteOf } from './candidates.js';
import { bestOf, type Clustered, type Clustering } from './clustering.js';
import { clusterOrder, clustersOf, type Nameless } from './clusters.js';
import type { DeclaredStage } from './declared-stages.js';
import { type Draw, drawOf, picked } from './draw.js';
import type { SegmentOptions } from './options.js';
import { type Given, mean, type Prepared } from './prepare.js';
import { noRules, rulesOf } from './rules.js';
import type { Stage } from './stage.js';

/** What is clustered, and how. */
interface Task {
  ready: Prepared;
  given: Given[];
  clustering: Clustering;
  options: SegmentOptions;
  /** The mean of all customers. */
  middle?: number[];
}

/** With fewer customers to a segment a stage is not parted. */
const fewestEach = 10;

/** The segments within one stage: of its customers alone, but prepared as all are. */
export function groupsIn(
  task: Task,
  declared: DeclaredStage,
  { at, places }: { at: number; places: Uint16Array },
): { stage: Stage; clusters: Nameless[] } {
  const own = declared.name === null ? task : within(task, rowsAt(places, at));
  const { ready, given, clustering, options } = own;
  const { columns } = ready;
  const draw = drawOf(columns, options.seed);
  const isWanted = options.k === 'auto' && columns.length > 0;
  const comparison = isWanted ? compared(ready, options, { clustering, draw }) : noComparison;
  const k = options.k === 'auto' ? (recommended(comparison.candidates)?.k ?? 1) : numberOf(options.k, own, declared);
  const found = clusterOrder(foundIn(own, k, draw), columns, given);
  const clusters = clustersOf(found, { ready, given, stage: at, origin: options.origin });
  const customers = found.labels.length;
  const figures = {
    customers,
    k,
    sse: found.sse,
    worst_sse: Math.max(...found.spread),
    silhouette: k > 1 ? silhouetteOf(columns, found, draw) : null,
    rules: k > 1 || declared.name === null ? rulesOf(found.labels, { ready, given, draw, k }) : noRules(customers),
  };
  return { stage: { ...declared, ...comparison, ...figures }, clusters: clusters.map(one => called(one, declared, k)) };
}

/** As many as are asked for; a stage with too few customers for them, or too few that differ, is one segment. */
function numberOf(k: number, { ready, options }: Task, { name }: DeclaredStage): number {
  if (name === null) {
    refuseTooMany(k, ready, options);
    return k;
  }
  const rows = ready.columns[0]?.length ?? 0;
  return rows < k * fewestEach || distinctRows(ready.columns, k) < k ? 1 : k;
}

/** Without customers the centre is that of all of them, so that whoever comes later has a distance. */
function foundIn({ ready, clustering, options, given, middle = [] }: Task, k: number, draw: Draw): Clustered {
  const rows = given[0]?.values.length ?? 0;
  if (rows === 0 || ready.columns.length === 0) {
    const centers = [middle];
    return { k: 1, labels: new Uint16Array(rows), centers, sizes: [rows], sse: 0, spread: [0] };
  }
  return bestOf(clustering, ready.columns, draw, { k, seed: options.seed, nInit: options.starts });
}

function within({ ready, given, ...task }: Task, rows: Uint32Array): Task {
  return {
    ...task,
    middle: ready.columns.map(mean),
    ready: { ...ready, columns: picked(ready.columns, rows) },
    given: given.map(one => ({ ...one, values: picked([one.values], rows)[0] as Float64Array })),
  };
}

function rowsAt(places: Uint16Array, at: number): Uint32Array {
  const rows = new Uint32Array(places.reduce((sum, place) => sum + Number(place === at), 0));
  let next = 0;
  places.forEach((place, row) => {
    if (place === at) rows[next++] = row;
  });
  return rows;
}

/** In a stage by the stage first; the whole stage by nothing else. */
function called(one: Nameless, { name }: DeclaredStage, k: number): Nameless {
  if (name === null) return one;
  const own = one.proposed;
  return { ...one, proposed: k === 1 ? name : `${name}: ${own.charAt(0).toLowerCase()}${own.slice(1)}` };
}

/** Throws CliError (usage) where fewer rows differ than there are to be segments: with how many there can be, and why. */
function refuseTooMany(k: number, { columns, steps }: Prepared, options: SegmentOptions): void {
  const distinct = steps.length === 0 ? 1 : distinctRows(columns, k);
  if (distinct >= k) return;
  const by = [...options.columns, ...options.categories].join(', ');
  const most = distinct === 1 ? 'all rows are alike there' : `only ${distinct} rows differ from each other there`;
  const hint = `ask for ${distinct === 1 ? 'one segment' : `${distinct} or fewer`}, or cluster by other columns`;
  throw new CliError(`segment: there are no ${k} segments by ${by}: ${most}`, exitCode.usage, hint);
}
