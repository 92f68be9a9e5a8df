/** A text in small letters, without accents; German umlauts are written out (Unicode takes the stroke of ł for no accent). */
export function spelt(text: string): string {
  const small = text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l');
  return small.normalize('NFD').replace(/\p{M}/gu, '');
}

/** A name as the project file has them, of any text; empty where no letter of it is of our alphabet. */
export function nameFrom(text: string): string {
  return spelt(text)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[\d_]+|_+$/g, '');
}

/** The name, or with a number behind it where it is taken. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let count = 2; isTaken(free); count++) free = `${name}_${count}`;
  return free;
}
