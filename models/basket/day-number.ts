/** Days since 1970 of a date key such as 20240131. */
export function dayNumber(key: number): number {
  return Date.UTC(Math.floor(key / 10_000), (Math.floor(key / 100) % 100) - 1, key % 100) / 86_400_000;
}
