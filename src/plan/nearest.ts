/** The name that differs least from what was written, if it is near enough (`edits`) to be meant; a name in another schema counts as near. */
export function nearest(
  written: string,
  names: Iterable<string>,
  edits = Math.max(2, Math.floor(written.length / 3)),
): string | undefined {
  let best: string | undefined;
  let least = edits + 1;
  for (const name of names) {
    const distance = lastPart(name) === lastPart(written) ? 1 : distanceOf(written, name);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Levenshtein's distance, row by row. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
