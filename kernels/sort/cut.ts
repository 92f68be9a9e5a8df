/**
 * Ascending numbers, NaN last, are cut into at most `bins` bins of about equally many: a cut lies halfway between two values, and a value that fills a bin alone has one for
 * itself. Writes the cuts and returns how many there are.
 */
export function cut(at: usize, length: u32, bins: f64, out: usize): u32 {
  let n = length;
  while (n > 0 && isNone(valueAt(at, n - 1))) n--;
  const rows = <f64>n;
  let light = rows, heavy: f64 = 0;
  let different: f64 = 0;
  for (let from: u32 = 0; from < n; different++) {
    const end = endOf(at, from, n);
    const count = <f64>(end - from);
    if (count * bins >= rows) {
      light -= count;
      heavy++;
    }
    from = end;
  }
  const share = different <= bins ? 0 : light / max<f64>(1, bins - 2 * heavy);
  let cuts: u32 = 0;
  let filled: f64 = 0;
  for (let from: u32 = 0, end = endOf(at, 0, n); end < n && <f64>cuts < bins - 1;) {
    const next = endOf(at, end, n);
    const count = <f64>(end - from), after = <f64>(next - end);
    filled += count;
    if (filled >= share || count * bins >= rows || after * bins >= rows) {
      store<f64>(out + (<usize>cuts << 3), halfway(valueAt(at, from), valueAt(at, end)));
      cuts++;
      filled = 0;
    }
    from = end;
    end = next;
  }
  return cuts;
}

/** Moves the different numbers to the front, without NaN. Returns how many there are. */
export function distinct(at: usize, length: u32): u32 {
  let different: u32 = 0;
  for (let from: u32 = 0; from < length; from = endOf(at, from, length)) {
    const value = valueAt(at, from);
    if (isNone(value)) break;
    store<f64>(at + (<usize>different << 3), value);
    different++;
  }
  return different;
}

@inline function isNone(value: f64): bool { return value != value; }
@inline function valueAt(at: usize, place: u32): f64 { return load<f64>(at + (<usize>place << 3)); }

/** Where a number after those equal to one stands. */
@inline function endOf(at: usize, from: u32, n: u32): u32 {
  const value = valueAt(at, from);
  let end = from + 1;
  while (end < n && valueAt(at, end) == value) end++;
  return end;
}

/** Between two doubles that are neighbours there is nothing: then the lower one. */
@inline function halfway(below: f64, above: f64): f64 {
  const middle = below + (above - below) / 2;
  return middle < above ? middle : below;
}
