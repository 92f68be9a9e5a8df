import type { Manifest } from '../../etl/manifest.js';
import { type Engine, literal } from '../engine/engine.js';
import type { Changes } from '../plan/change.js';
import { fingerprint } from '../run/fingerprint.js';
import { type LandedView, type LandedViews, landedViews } from './raw.js';

/**
 * What has been landed, or superseded, since the generation was made that knew these last batches: the files concerned, as rows
 * `_batch, _file`. Sources that it did not know are left out.
 */
export async function rawChanges(
  engine: Engine,
  { landing, manifests, views }: { landing: string; manifests: Manifest[]; views: LandedViews },
  known: Record<string, string>,
): Promise<Changes> {
  const old = manifests.filter(({ source, batch }) => Number(batch) <= Number(known[source] ?? 0));
  const before = new Map(landedViews(landing, old).tables.map(view => [view.table, view]));
  const changes: Changes = new Map();
  for (const now of views.tables) {
    const then = before.get(now.table);
    if (!then) continue;
    const [from, to] = [fingerprint(then.content), fingerprint(now.content)];
    const rows = from === to ? undefined : (await engine.aside(filesSelect(then, now))).name;
    changes.set(now.table, { from, to, rows });
  }
  return changes;
}

function filesSelect(then: LandedView, now: LandedView): string {
  const [old, fresh] = [new Set(then.content), new Set(now.content)];
  const gone = then.counted.filter((_, place) => !fresh.has(then.content[place] as string));
  const come = now.counted.filter((_, place) => !old.has(now.content[place] as string));
  const rows = [...gone, ...come].map(({ batch, path }) => `(${literal(batch)}, ${literal(path)})`);
  return `select * from (values ${rows.join(', ')}) as files (_batch, _file)`;
}
