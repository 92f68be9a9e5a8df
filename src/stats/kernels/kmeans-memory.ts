import { crewOf } from './crew.js';
import { layout, partsFor, type Shape, triesFor } from './layout.js';
import { chunkFor } from './threads.js';

type Layout = ReturnType<typeof layout>;

/** In the order of `perform` in kernels/kmeans/tasks.ts. */
const kernels = ['prepare', 'assign', 'tally', 'measure', 'spread', 'attempt', 'seek'] as const;

/** The memory of the k-means kernels as arrays, and the crew that works on it. */
export function kmeansMemory(shape: Shape) {
  const plan = layout(shape);
  const crew = crewOf('kmeans', shape.threads, plan.bytes, chunkFor(shape.rows));
  writePlan(crew.memory, plan, shape);
  const slots = Array.from({ length: shape.threads }, (_, at) => slotViews(crew.memory, plan, shape, at));
  const run = (kernel: (typeof kernels)[number]) => crew.run(kernels.indexOf(kernel), shape.rows);
  return { ...shape, ...views(crew.memory, plan, shape), slots, run, close: crew.close };
}

/** The fields of kernels/kmeans/fields.ts, in its order. */
function writePlan(memory: SharedArrayBuffer, plan: Layout, { rows, dimensions, k }: Shape): void {
  const { sums, counts, totals, partSums, list, scratch } = plan.slotPlaces;
  const places = [...Object.values(plan.places), plan.slots, plan.slotBytes];
  new Uint32Array(memory, 256).set([
    dimensions,
    k,
    triesFor(k),
    ...places,
    sums,
    counts,
    totals,
    partSums,
    list,
    scratch,
    partsFor(rows),
  ]);
}

function views(memory: SharedArrayBuffer, { places }: Layout, { rows, dimensions, k }: Shape) {
  const doubles = (at: number, length: number) => new Float64Array(memory, at, length);
  const floats = (at: number, length: number) => new Float32Array(memory, at, length);
  return {
    values: doubles(places.rows, rows * dimensions),
    labels: new Uint16Array(memory, places.labels, rows),
    bounds: floats(places.bounds, rows),
    limits: floats(places.limits, k + 1),
    bases: floats(places.bases, k + 1),
    centers: doubles(places.centers, k * dimensions),
    roundedCenters: floats(places.roundedCenters, k * dimensions),
    nearest: doubles(places.nearest, rows),
    candidates: new Uint32Array(memory, places.nearest, rows),
    parts: new Uint16Array(memory, places.parts, rows),
    grids: doubles(places.grids, dimensions * 2),
    middles: doubles(places.middles, dimensions),
    leaving: doubles(places.leaving, k),
    joining: doubles(places.joining, k),
    trials: doubles(places.trials, (triesFor(k) + 1) * dimensions),
    chosen: doubles(places.chosen, dimensions),
    found: new Uint32Array(memory, places.found, 1),
    /** Scale, error by floats, error by doubles, coarse and fine grid of sums of squares. */
    reals: new Float64Array(memory, 512, 5),
  };
}

/** What one thread has for itself: sums in two exact parts each, high and low. */
function slotViews(
  memory: SharedArrayBuffer,
  { slots, slotBytes, slotPlaces }: Layout,
  { rows, dimensions, k }: Shape,
  at: number,
) {
  const start = slots + at * slotBytes;
  const doubles = (place: number, length: number) => new Float64Array(memory, start + place, length);
  return {
    sums: doubles(slotPlaces.sums, (k + 1) * dimensions * 2),
    counts: new Int32Array(memory, start + slotPlaces.counts, k + 2),
    totals: doubles(slotPlaces.totals, (triesFor(k) + 1) * 2),
    partSums: doubles(slotPlaces.partSums, partsFor(rows) * 2),
  };
}
