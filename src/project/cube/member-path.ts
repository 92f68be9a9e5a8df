/** The members of a path from the top, written `[DE].[Halle]`; a `]` within a name stands twice. Undefined for another text. */
export function readPath(text: string): string[] | undefined {
  if (!/^\[(?:[^\]]|\]\])+\](?:\.\[(?:[^\]]|\]\])+\])*$/.test(text)) return undefined;
  return [...text.matchAll(/\[((?:[^\]]|\]\])+)\]/g)].map(([, name = '']) => name.replaceAll(']]', ']'));
}
