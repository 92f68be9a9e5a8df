import { type SequenceRules, sequenceRules } from '../../src/stats/sequences/sequence-rules.js';
import { type Sequences, sequences } from '../../src/stats/sequences/sequences.js';
import type { Table } from '../../src/table.js';
import { tableOf } from '../learnt-table.js';
import type { Found } from '../question.js';
import { eventsOf } from './events.js';
import type { SequencesOptions } from './options.js';
import { sequencesWords } from './words.js';

/** Sequences of the customers and rules out of them, the most frequent and the surest first. */
export function find(features: Table, options: SequencesOptions): Found {
  const { entries, names } = eventsOf(features);
  const found = sequences(entries, bounds(options));
  const elementsOf = elementReader(found, names);
  const rules = sequenceRules(found, options.confidence);
  const listed = [...found.counts.keys()]
    .sort((a, b) => (found.counts[b] as number) - (found.counts[a] as number) || a - b)
    .map(one => ({ elements: elementsOf(one), customers: found.counts[one] as number }));
  const best = {
    sequences: listed
      .filter(({ elements }) => elements.length > 1)
      .slice(0, options.top)
      .map(({ elements, customers }) => ({ sequence: elements, customers, support: customers / found.n })),
    rules: ruleOrder(rules)
      .slice(0, options.top)
      .map(rule => ruleOf(rules, rule, elementsOf(rules.sequence[rule] as number))),
  };
  return {
    answer: {
      customers: found.n,
      items: names.length,
      ...completeness(found),
      sequences: {
        total: listed.length,
        byLength: countsBy(listed, ({ elements }) => elements.flat().length),
        byElements: countsBy(listed, ({ elements }) => elements.length),
        top: best.sequences,
      },
      rules: { total: rules.n11.length, top: best.rules },
    },
    tables: tablesOf(best),
    list: listOf(listed, found.n),
    words: sequencesWords(found, rules.n11.length),
  };
}

interface Listed {
  elements: string[][];
  customers: number;
}

interface Best {
  sequences: { sequence: string[][]; customers: number; support: number }[];
  rules: ReturnType<typeof ruleOf>[];
}

function completeness({ complete, reason, lengthReached }: Sequences): Record<string, unknown> {
  return { complete, ...(reason && { reason, length_reached: lengthReached }) };
}

function tablesOf({ sequences: best, rules }: Best): Found['tables'] {
  return [
    { name: 'sequences', rows: best.map(one => ({ ...one, sequence: inWords(one.sequence) })) },
    { name: 'rules', rows: rules.map(one => ({ ...one, left: inWords(one.left), right: inWords([one.right]) })) },
  ];
}

function listOf(listed: Listed[], n: number): Table {
  const rows = listed.map(({ elements, customers }) => ({
    sequence: inWords(elements),
    elements: elements.length,
    length: elements.flat().length,
    customers,
    support: customers / n,
  }));
  return tableOf(
    { sequence: 'varchar', elements: 'integer', length: 'integer', customers: 'integer', support: 'double' },
    rows,
  );
}

function bounds({
  support,
  length,
  isLengthAsked = false,
  size,
  elements,
  memory,
  minGap,
  maxGap,
  window,
}: SequencesOptions) {
  return {
    support,
    maxLength: length,
    looksFurther: !isLengthAsked,
    ...(size !== undefined && { maxSize: size }),
    ...(elements !== undefined && { maxElements: elements }),
    memory: memory * 1e6,
    ...(minGap !== undefined && { minGap }),
    ...(maxGap !== undefined && { maxGap }),
    ...(window !== undefined && { window }),
  };
}

/** The items of each element of a sequence, by name. */
function elementReader({ offsets, items, elements }: Sequences, names: string[]): (sequence: number) => string[][] {
  return sequence => {
    const found: string[][] = [];
    for (let at = offsets[sequence] as number; at < (offsets[sequence + 1] as number); at++) {
      const own = found[elements[at] as number] ?? [];
      own.push(names[items[at] as number] as string);
      found[elements[at] as number] = own;
    }
    return found;
  };
}

/** By confidence, compared as whole numbers, then by customers, then as the sequences stand. */
function ruleOrder({ n11, n1x }: SequenceRules): number[] {
  const at = (column: Uint32Array, rule: number) => column[rule] as number;
  return Array.from(n11.keys()).sort(
    (a, b) => at(n11, b) * at(n1x, a) - at(n11, a) * at(n1x, b) || at(n11, b) - at(n11, a) || a - b,
  );
}

function ruleOf({ n11, n1x, nx1, n }: SequenceRules, rule: number, elements: string[][]) {
  const [both, left, right] = [n11, n1x, nx1].map(column => column[rule] as number) as [number, number, number];
  return {
    left: elements.slice(0, -1),
    right: elements.at(-1) as string[],
    customers: both,
    support: both / n,
    confidence: both / left,
    lift: (both * n) / (left * right),
  };
}

function countsBy<One>(list: readonly One[], sizeOf: (one: One) => number): number[] {
  const counts: number[] = [];
  for (const one of list) {
    const size = sizeOf(one);
    while (counts.length < size) counts.push(0);
    counts[size - 1] = (counts[size - 1] as number) + 1;
  }
  return counts;
}

function inWords(elements: string[][]): string {
  return elements.map(items => items.join(' + ')).join(' → ');
}
