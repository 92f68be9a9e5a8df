/** The first index of ascending values that lies above the limit; the length where none does. */
export function firstAbove<Value extends number | bigint>(ascending: ArrayLike<Value>, limit: Value): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as Value) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
