/**
 * Which of two texts comes first by Unicode code point, as SQL's binary collation has it: negative, zero or positive.
 * JavaScript's own `<` differs above U+FFFF.
 */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = codeOrder(left, index) - codeOrder(right, index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Halves of surrogate pairs (U+D800 to U+DFFF) sort after all other code units, as the code points they stand for do. */
function codeOrder(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
