/** How many of the ascending limits lie below each number, NaN has the code of none: as u32 from where the numbers stand. */
export function code(at: usize, n: u32, limits: usize, m: u32, none: u32): void {
  for (let place: u32 = 0; place < n; place++) {
    const value = load<f64>(at + (<usize>place << 3));
    let from = limits;
    for (let length = m; length > 1;) {
      const half = length >> 1;
      const end = from + (<usize>half << 3);
      from = select<usize>(end, from, load<f64>(end - 8) < value);
      length -= half;
    }
    if (m > 0 && load<f64>(from) < value) from += 8;
    store<u32>(at + (<usize>place << 2), value == value ? <u32>((from - limits) >> 3) : none);
  }
}
