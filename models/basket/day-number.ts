/** Days since 1970 of a date key such as 20240131. */
export function dayNumber(key: number): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = Date.UTC(Math.floor(key / 10_000), (Math.floor(key / 100) % 100) - 1, key % 100) / 86_400_000;
  numbers.set(key, number);
  return number;
}

/** There are few days, and they are asked for often. */
const numbers = new Map<number, number>();
