/** A number as it is published: the nearest of six decimals, and of two equally near ones the upper one. */
export function sixDecimals(value: number): number {
  return Math.floor(value * 1e6 + 0.5) / 1e6;
}

/** The same as SQL, by the same arithmetic: engines (and `toFixed`) round halves that doubles only come near to in ways of their own. */
export function sixDecimalsSql(value: string): string {
  return `floor((${value}) * 1e6 + 0.5e0) / 1e6`;
}
