import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { count } from '../src/count.js';
import type { Source } from '../src/project/schema.js';
import { syncBeside } from '../src/sync.js';
import { type Delivery, type DeliveryTask, deliver, type ReadyBatch, workshop } from './land-delivery.js';
import { inOrder } from './land-in-order.js';
import type { Twin } from './land-twins.js';
import type { Drift, Manifest } from './manifest.js';

/** What to land. `landing` is the folder that holds one folder per source; `now` only dates the manifests. */
export interface LandRequest extends DeliveryTask {
  sources: Record<string, Source>;
  /** So many sources are landed at a time. Default 1. */
  atOnce?: number;
  /** Takes out of the batches in the making, once all stand ready, what must not be kept; answers the manifests of those that it changed, by folder. */
  refine?: (ready: ReadyBatch[]) => Promise<ReadonlyMap<string, Manifest>>;
}

/** What was landed. */
export interface LandResult {
  /** One per source that delivered something new. */
  batches: Manifest[];
  /** Files whose content is what was landed last under their path. */
  unchanged: number;
  drifts: (Drift & { source: string })[];
  twins: (Twin & { source: string })[];
  warnings: string[];
}

/**
 * Lands what is new in these sources, all of it or nothing: a batch is made aside and takes its place by one rename, and only
 * when every source could be read. Throws CliError (source) naming every file that cannot be read, is missing, or breaks the
 * limits of its source, (project) where options of a source do not go together; an abort is thrown as its signal's reason.
 */
export async function land(request: LandRequest): Promise<LandResult> {
  const names = Object.keys(request.sources);
  try {
    const deliveries = await refined(request, await deliverAll(request));
    const ready = deliveries.flatMap(delivery => delivery.ready);
    const places = ready.map(batch => putInPlace(request.landing, batch));
    await settleNames(request.landing, places);
    return resultOf(deliveries);
  } finally {
    for (const name of names) rmSync(workshop(request.landing, name), { recursive: true, force: true });
  }
}

type SourceDelivery = Delivery & { source: string };

async function deliverAll(request: LandRequest): Promise<SourceDelivery[]> {
  const deliveries: SourceDelivery[] = [];
  const work = async ([name, source]: [string, Source]) => {
    request.signal?.throwIfAborted();
    return { source: name, ...(await deliver(request, name, source)) };
  };
  for await (const one of inOrder(Object.entries(request.sources), work, (request.atOnce ?? 1) - 1))
    deliveries.push(one);
  return deliveries;
}

async function refined({ refine }: LandRequest, deliveries: SourceDelivery[]): Promise<SourceDelivery[]> {
  const all = deliveries.flatMap(delivery => delivery.ready);
  if (!refine || all.length === 0) return deliveries;
  const after = await refine(all);
  return deliveries.map(delivery => {
    const ready = delivery.ready.map(({ folder, manifest }) => ({ folder, manifest: after.get(folder) ?? manifest }));
    return { ...delivery, ready, warnings: [...delivery.warnings, ...ready.flatMap(leftOut)] };
  });
}

function leftOut({ manifest: { source, erased = 0 } }: ReadyBatch): string[] {
  return erased > 0 ? [`source ${source}: ${count(erased, 'record')} of forgotten customers left out`] : [];
}

function putInPlace(landing: string, { manifest, folder }: ReadyBatch): string {
  const place = join(landing, manifest.source, manifest.batch);
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  renameSync(folder, place);
  return place;
}

/** A generation never stands on a batch that a power cut takes the name of. */
async function settleNames(landing: string, places: string[]): Promise<void> {
  const folders = new Set(places.map(place => dirname(place)));
  await Promise.all([...folders, ...(folders.size > 0 ? [landing] : [])].map(syncBeside));
}

function resultOf(deliveries: SourceDelivery[]): LandResult {
  const batches = deliveries.flatMap(({ ready }) => ready.map(({ manifest }) => manifest));
  return {
    batches,
    unchanged: deliveries.reduce((sum, delivery) => sum + delivery.unchanged, 0),
    drifts: batches.flatMap(({ source, drift }) => drift.map(one => ({ ...one, source }))),
    twins: deliveries.flatMap(({ source, twins }) => twins.map(one => ({ ...one, source }))),
    warnings: deliveries.flatMap(delivery => delivery.warnings),
  };
}
