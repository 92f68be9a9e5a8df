import { run } from '../crew';
import { found, groups, isCounted, result, rows, taskRows, taskTarget, taskWhole, tellCount } from './fields';
import { collect, count, countGroup, subtract } from './histogram';
import { divide } from './partition';
import { scan } from './scan';

/** Of so many rows what they carry is near enough to be read in any order, and threads share columns; of more they share rows. */
const few: u32 = 131072;

/** Counts all rows. */
export function begin(sums: usize): void {
  reckon(0, rows(), sums, 0, true);
}

/**
 * Moves the rows of a node that go left to the front, counts the smaller side into `other`, and leaves of the node's sums those of the larger. Returns how
 * many rows go left.
 */
export function branch(from: u32, to: u32, column: u32, sums: usize, other: usize): u32 {
  const left = divide(from, to - from, column);
  const right = to - from - left;
  if (left < right) reckon(from, left, other, sums, false);
  else reckon(from + left, right, other, sums, false);
  return left;
}

function reckon(from: u32, n: u32, target: usize, other: usize, isInOrder: bool): void {
  const isMany = rows() > few;
  tellCount(from, n, target, other, isInOrder, isMany);
  if (isMany) run(1, n, 8192);
  run(3, groups(), 1);
  best(0);
  if (other != 0) best(1);
}

/** All that is done with four columns of a node that was divided. */
export function finish(group: u32, all: u32): void {
  if (isCounted()) collect(group);
  else countGroup(group);
  scan(group, taskTarget(), found(group, 0), taskRows());
  if (taskWhole() == 0) return;
  const start = <usize>group << 13;
  subtract(taskWhole() + start, taskTarget() + start);
  scan(group, taskWhole(), found(group, 1), all - taskRows());
}

/** Of equal ones the first group's. */
function best(side: u32): void {
  let most = found(0, side);
  for (let group: u32 = 1; group < groups(); group++)
    if (load<f64>(found(group, side), 16) > load<f64>(most, 16)) most = found(group, side);
  memory.copy(result(side), most, 48);
}
