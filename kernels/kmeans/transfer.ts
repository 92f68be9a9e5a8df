import { squared } from './distance';
import { bounds, centers, clusters, coarse, dimensions, fine, found, joining, labels, leaving, limits, nearest, rows, totals } from './fields';
import { add, split } from './sums';

/** Lists the rows that the sum of squares falls for when they change their cluster, both means moving (Hartigan & Wong 1979). */
export function seek(from: u32, to: u32, _slot: i32): void {
  for (let row = from; row < to; row++) {
    const label = <i32>load<u16>(labels() + (row << 1));
    if (load<f32>(bounds() + (row << 2)) > load<f32>(limits() + (label << 2))) continue;
    if (gains(row, label)) store<u32>(nearest() + (<usize>atomic.add<u32>(found(), 1) << 2), row);
  }
}

@inline function gains(row: u32, own: i32): bool {
  const width = dimensions();
  const at = rows() + <usize>row * (width << 3);
  const cost = squared(at, centers() + <usize>own * (width << 3), width) * load<f64>(leaving() + (own << 3));
  const k = clusters();
  for (let j = 0, center = centers(); j < k; j++, center += width << 3)
    if (j != own && squared(at, center, width) * load<f64>(joining() + (j << 3)) < cost) return true;
  return false;
}

/** The sum of squared distances of rows from the centres of their labels. */
export function measure(from: u32, to: u32, slot: i32): void {
  const width = dimensions();
  for (let row = from; row < to; row++) {
    const center = centers() + <usize>load<u16>(labels() + (row << 1)) * (width << 3);
    add(totals(slot), split(squared(rows() + <usize>row * (width << 3), center, width), coarse(), fine()));
  }
}
