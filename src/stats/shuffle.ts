/** Puts numbers into an order drawn by chance, every one as likely, in their place (Fisher & Yates 1938, as Durstenfeld 1964 has it), and returns them. */
export function shuffle(numbers: Uint32Array, uniform: () => number): Uint32Array {
  for (let at = numbers.length - 1; at > 0; at--) {
    const other = Math.floor(uniform() * (at + 1));
    [numbers[at], numbers[other]] = [numbers[other] as number, numbers[at] as number];
  }
  return numbers;
}
