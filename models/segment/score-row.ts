import type { Row } from '../model.js';
import { sixDecimals } from '../six-decimals.js';
import type { Cluster } from './clusters.js';
import type { SegmentFitted } from './fit.js';
import { farthest, segmentVersion } from './score.js';
import { stageOf } from './stage.js';
import { prepared, valueIn } from './step.js';

/** The segment of one row of feature.customer: what the select of `score` gives it. */
export function scoreRow(fitted: SegmentFitted, row: Row): Row {
  const [{ cluster, square }] = nearest(fitted, row) as [Near];
  const { customer_id = null, as_of = null } = row;
  const distance = sixDecimals(Math.min(Math.sqrt(square), farthest));
  const { number, name } = cluster;
  const stage = fitted.stages[cluster.stage]?.name ?? null;
  return { customer_id, as_of, segment_number: number, segment: name, stage, distance, model_version: segmentVersion };
}

interface Near {
  cluster: Cluster;
  /** The squared distance, and what each column adds to it. */
  square: number;
  parts: number[];
}

/** The segments of its stage by how near their centres are; the first of equally near ones first. */
export function nearest({ steps, clusters, stages }: SegmentFitted, row: Row): Near[] {
  const stage = stageOf(stages, name => row[name] ?? null);
  const point = steps.map(step => prepared(step, valueIn(step, row)));
  return clusters
    .filter(one => one.stage === stage)
    .map(cluster => {
      const parts = point.map(
        (value, at) => (value - (cluster.center[at] as number)) * (value - (cluster.center[at] as number)),
      );
      return { cluster, parts, square: parts.reduce((sum, part) => sum + part, 0) };
    })
    .sort((a, b) => a.square - b.square);
}
