import { CliError, exitCode } from '../../src/errors.js';
import { type Axis, axes } from './axis.js';
import type { RfmOptions, RfmSegment } from './options.js';
import { presets } from './presets.js';
import type { SegmentMap } from './segment-map.js';

/**
 * The segment map and the bins that the options come to: a preset's own bins, those of a map of one's own (the highest
 * score that it names, at least 2), or the stated ones. Throws CliError where the options contradict each other.
 */
export function resolveMap(options: RfmOptions): SegmentMap {
  const map = typeof options.segments === 'string' ? presets[options.segments] : ownMap(options.segments);
  if (options.bound === 'package' && options.method !== 'quantile') {
    throw refused(`bound: package is a reading of quantiles, not of ${options.method}`, 'leave bound out');
  }
  return { ...map, bins: { ...(options.method === 'fixed' ? fixedBins(options) : (options.bins ?? map.bins)) } };
}

function ownMap(segments: RfmSegment[]): SegmentMap {
  const highest = Math.max(2, ...segments.flatMap(segment => axes.flatMap(axis => segment[axis]?.[1] ?? [])));
  const bins = Math.min(highest, 10);
  return {
    bins: { recency: bins, frequency: bins, monetary: bins },
    rules: segments.map(({ name, recency, frequency, monetary }) => ({
      segment: name,
      recency,
      frequency,
      ...(monetary && { monetary }),
    })),
  };
}

function fixedBins({ bounds, bins }: RfmOptions): Record<Axis, number> {
  if (!bounds) throw refused('method fixed has no bounds', 'give bounds: recency, frequency and monetary, ascending');
  const stated = axes.map(axis => [axis, checkedBins(axis, bounds[axis], bins?.[axis])] as const);
  return Object.fromEntries(stated) as Record<Axis, number>;
}

function checkedBins(axis: Axis, bounds: number[], stated: number | undefined): number {
  const found = bounds.length + 1;
  if (found < 2 || found > 10 || (stated !== undefined && stated !== found)) {
    const wanted = stated === undefined ? '1 to 9' : `${stated - 1}`;
    throw refused(`bounds of ${axis}: ${bounds.length} given, ${wanted} needed`, 'one fewer than bins');
  }
  if (bounds.some((bound, index) => index > 0 && bound <= (bounds[index - 1] as number))) {
    throw refused(`bounds of ${axis} do not ascend: ${bounds.join(', ')}`, 'write them from low to high');
  }
  if (bounds.some(bound => !(Math.abs(bound) < 1e14))) {
    throw refused(`bounds of ${axis} reach beyond 14 digits: ${bounds.join(', ')}`, 'use smaller bounds');
  }
  return found;
}

function refused(what: string, hint: string): CliError {
  return new CliError(`rfm: ${what}`, exitCode.project, hint);
}
