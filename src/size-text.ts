/** A size as messages tell it, in powers of 1000 as the project file writes it: `512 bytes`, `17.1 MB`. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  // What is rounded to a thousand is one of the next.
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes / 0.999949) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}
