import stringWidth from 'fast-string-width';

/** How many columns of a terminal a text takes: CJK and emoji two, combining marks none. */
export function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

/** A text cut to at most `width` columns, never inside a character; what is cut off shows as `…`. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  characters ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of characters.segment(text)) {
    used += widthOf(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Made when the first text is too long: that takes longer than most commands need to begin. */
let characters: Intl.Segmenter | undefined;
