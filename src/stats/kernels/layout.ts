/** What has to find room. */
export interface Shape {
  rows: number;
  dimensions: number;
  k: number;
  threads: number;
}

/** No chunk has more rows. */
const chunk = 16_384;

/** How many parts rows fall into by their values: a power of two, with some hundred rows to each while there are no more than 4096. */
export const partsFor = (rows: number) => 2 ** Math.max(0, Math.min(12, Math.ceil(Math.log2(rows / 256))));

/** How many trial starts there are for each start that is taken (Arthur & Vassilvitskii 2007). */
export const triesFor = (k: number) => 2 + Math.floor(Math.log(k));

/** Where each array begins in the memory, in the order of kernels/kmeans/fields.ts; `bytes` is the end. */
export function layout({ rows, dimensions, k, threads }: Shape) {
  const memory = roomFrom(1024);
  const places = {
    rows: memory.take(rows * dimensions * 8),
    roundedRows: memory.take(rows * dimensions * 4 + 16),
    labels: memory.take(rows * 2),
    bounds: memory.take(rows * 4),
    limits: memory.take((k + 1) * 4),
    bases: memory.take((k + 1) * 4),
    centers: memory.take(k * dimensions * 8),
    roundedCenters: memory.take(k * dimensions * 4),
    nearest: memory.take(rows * 8),
    parts: memory.take(rows * 2),
    grids: memory.take(dimensions * 16),
    middles: memory.take(dimensions * 8),
    leaving: memory.take(k * 8),
    joining: memory.take(k * 8),
    trials: memory.take((triesFor(k) + 1) * dimensions * 8),
    chosen: memory.take(dimensions * 8),
    found: memory.take(4),
  };
  const slot = roomFrom(0);
  const slotPlaces = {
    sums: slot.take((k + 1) * dimensions * 16),
    counts: slot.take((k + 2) * 4),
    totals: slot.take((triesFor(k) + 1) * 16),
    partSums: slot.take(partsFor(rows) * 16),
    list: slot.take((chunk + 4) * 4),
    /** Labels and gaps of four rows, their coordinates, and their distances from the centres. */
    scratch: slot.take(32 + Math.ceil(dimensions / 8) * 128 + k * 16) + 32,
  };
  const slots = memory.take(threads * slot.end());
  return { places, slots, slotBytes: slot.end(), slotPlaces, bytes: memory.end() };
}

/** Places one after the other, each on a cache line of its own. */
export function roomFrom(first: number) {
  let end = first;
  const take = (bytes: number) => {
    const at = end;
    end += Math.ceil(bytes / 64) * 64;
    return at;
  };
  return { take, end: () => end };
}
