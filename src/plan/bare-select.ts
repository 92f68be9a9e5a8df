/** A select as it can stand inside another: without the semicolon at its end. */
export function bareSelect(select: string): string {
  return select.trimEnd().replace(/;+$/, '');
}
