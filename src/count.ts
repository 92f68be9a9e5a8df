/** `1 row`, `2 rows`, `541,909 rows`, `2 leaves`. */
export function count(number: number, noun: string, several = `${noun}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : several}`;
}

/** A share of 0 to 1 as it was declared: `7 %`, `12.5 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}

/** Business dates in words, oldest first: a few by name, of many the first, the last and how many. */
export function nightsText(nights: string[]): string {
  if (nights.length <= 3) return nights.join(', ');
  return `${nights[0]} to ${nights.at(-1)} (${count(nights.length, 'night')})`;
}
