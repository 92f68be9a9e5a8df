import { downFrom } from './cell.js';
import { type SegmentMap, segmentsOf } from './segment-map.js';

/** A segment map cell by cell as a Markdown table: a row per recency and frequency score, a column per monetary score, best first. */
export function cellTable({ bins, rules }: SegmentMap, other: string): string {
  const monetary = downFrom(bins.monetary);
  const head = ['R', 'F', ...monetary.map(score => `M ${score}`)];
  const body = downFrom(bins.recency).flatMap(r =>
    downFrom(bins.frequency).map(f => [
      String(r),
      String(f),
      ...monetary.map(m => segmentsOf(rules, { recency: r, frequency: f, monetary: m })[0] ?? other),
    ]),
  );
  return [head, head.map(() => '---'), ...body].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
