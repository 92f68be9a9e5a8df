const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size as people read it, in powers of 1000: `512 bytes`, `17.1 MB`. */
export function bytes(size: number): string {
  // What is rounded to a thousand is one of the next.
  const power = size < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size / 0.999949) / 3));
  const amount = size / 1000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}
