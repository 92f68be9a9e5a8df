/** About how many bytes a rule takes, and each of its items, while rules are found, tested, adjusted and ordered. */
const [bytesPerRule, bytesPerItem] = [200, 16];

/** There are more rules than the memory that they may take has room for. */
export class TooManyRules extends RangeError {
  constructor(
    /** How many were found by then. */
    readonly found: number,
    readonly bytes: number,
  ) {
    super(`rules take more than ${bytes} bytes: there are more than ${found}`);
  }
}

/** Throws TooManyRules where so many rules of so many items in all are more than these bytes. */
export function holdWithin(bytes: number, rules: number, items: number): void {
  if (rules * bytesPerRule + items * bytesPerItem > bytes) throw new TooManyRules(rules, bytes);
}
