// What is reserved is given back in the reverse order, down to a mark.
let top: usize = 0;

/** So many bytes from a multiple of 16; what they hold is unspecified. */
export function reserve(bytes: usize): usize {
  if (top === 0) top = __heap_base;
  const at = (top + 15) & ~15;
  top = at + bytes;
  const missing = <isize>(top - (<usize>memory.size() << 16));
  if (missing > 0 && memory.grow(<i32>max<isize>((missing + 0xffff) >> 16, 64)) < 0) unreachable();
  return at;
}

/** The same, all zeros. */
export function reserveZeros(bytes: usize): usize {
  const at = reserve(bytes);
  memory.fill(at, 0, bytes);
  return at;
}

export function mark(): usize {
  return top;
}

export function release(to: usize): void {
  top = to;
}
