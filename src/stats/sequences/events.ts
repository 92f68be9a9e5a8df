/** What happened when to whom: one entry for each item. */
export interface SequenceEntries {
  /** The number of the customer, from 0. */
  customers: ArrayLike<number>;
  /** When it was, in any unit; items of one time are of one event. */
  times: ArrayLike<number>;
  /** The code of the item, from 0; the same item of one event counts once. */
  items: ArrayLike<number>;
  /** How many customers there are, with those of whom nothing is known. */
  n: number;
}

/** Events by customer, and within a customer by time. */
export interface Events {
  customers: Uint32Array;
  times: Float64Array;
  /** Where the items of each event begin, and one more at the end; ascending within an event. */
  offsets: Uint32Array;
  items: Uint32Array;
  /** Where the events of the customer of each event end. */
  ends: Uint32Array;
}

/** Throws a RangeError where a number is no code or a time not finite. */
export function eventsOf({ customers, times, items, n }: SequenceEntries): Events {
  if (customers.length !== items.length || times.length !== items.length)
    throw new RangeError(
      `${customers.length} customers, ${times.length} times, ${items.length} items: one of each to an entry`,
    );
  for (let at = 0; at < items.length; at++)
    refuse(at, customers[at] as number, times[at] as number, items[at] as number, n);
  const value = (column: ArrayLike<number>, at: number) => column[at] as number;
  const order = Uint32Array.from({ length: items.length }, (_, at) => at).sort(
    (a, b) =>
      value(customers, a) - value(customers, b) ||
      value(times, a) - value(times, b) ||
      value(items, a) - value(items, b),
  );
  const found = { customers: [] as number[], times: [] as number[], offsets: [] as number[], items: [] as number[] };
  for (const at of order) {
    const isSame = found.customers.at(-1) === customers[at] && found.times.at(-1) === times[at];
    if (isSame && found.items.at(-1) === items[at]) continue;
    if (!isSame) {
      found.customers.push(value(customers, at));
      found.times.push(value(times, at));
      found.offsets.push(found.items.length);
    }
    found.items.push(value(items, at));
  }
  return {
    customers: Uint32Array.from(found.customers),
    times: Float64Array.from(found.times),
    offsets: Uint32Array.from([...found.offsets, found.items.length]),
    items: Uint32Array.from(found.items),
    ends: endsOf(found.customers),
  };
}

function refuse(at: number, customer: number, time: number, item: number, n: number): void {
  if (!Number.isInteger(customer) || customer < 0 || customer >= n)
    throw new RangeError(`customer ${customer} in entry ${at} of ${n} customers, who are numbered from 0`);
  if (!Number.isFinite(time)) throw new RangeError(`time ${time} in entry ${at} is not finite`);
  if (!Number.isInteger(item) || item < 0 || item >= 2 ** 31)
    throw new RangeError(`item ${item} in entry ${at}: codes are whole numbers from 0`);
}

function endsOf(customers: number[]): Uint32Array {
  const ends = new Uint32Array(customers.length);
  for (let at = customers.length - 1; at >= 0; at--)
    ends[at] = customers[at] === customers[at + 1] ? (ends[at + 1] as number) : at + 1;
  return ends;
}
