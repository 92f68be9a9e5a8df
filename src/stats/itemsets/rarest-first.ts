/** The items in so many baskets or more, by their counts: the rarest first, equally frequent ones by code. */
export function rarestFirst(counts: Uint32Array, minimum: number): Uint32Array {
  const codes: number[] = [];
  counts.forEach((count, code) => {
    if (count >= minimum) codes.push(code);
  });
  return Uint32Array.from(codes).sort((a, b) => (counts[a] as number) - (counts[b] as number) || a - b);
}
