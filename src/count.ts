/** `1 row`, `2 rows`, `541,909 rows`, `2 leaves`. */
export function count(number: number, noun: string, several = `${noun}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : several}`;
}
