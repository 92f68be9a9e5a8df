import type { Aside, Engine } from '../engine/engine.js';
import type { Ordered } from './order.js';
import type { Part } from './part.js';

/**
 * What the parts of tables are made from in one build, set aside once for all of them: an input stands before the first table that reads it
 * is made, so the same select gives the same rows until the build ends.
 */
export class PartInputs {
  readonly #engine: Engine;
  /** The tables made in parts from rows of an input, in their order. */
  readonly #readers = new Map<string, string[]>();
  readonly #made = new Map<string, { aside: Promise<Aside>; until?: string }>();

  constructor(engine: Engine, tables: Ordered[]) {
    this.#engine = engine;
    for (const { table, parts = [] } of tables) {
      for (const rows of new Set(parts.map(rowsOf)))
        this.#readers.set(rows, [...(this.#readers.get(rows) ?? []), table]);
    }
  }

  /** The table of the session with what a select gives, which reads inputs and other such tables. */
  once(select: string, until?: string): Promise<Aside> {
    const made = this.#made.get(select) ?? { aside: this.#engine.aside(select), until };
    this.#made.set(select, made);
    return made.aside;
  }

  /** A select of rows of an input, or, where more tables than one are made from these, the table of the session that has them. */
  async rows(part: Part, select: string): Promise<string | Aside> {
    const readers = this.#readers.get(rowsOf(part)) ?? [];
    return readers.length > 1 ? this.once(select, readers.at(-1)) : select;
  }

  /** After a table is made: takes away what no later one reads. */
  async release(table: string): Promise<void> {
    const done = [...this.#made].filter(([, { until }]) => until === table);
    if (done.length === 0) return;
    for (const [select] of done) this.#made.delete(select);
    const asides = await Promise.all(done.map(([, { aside }]) => aside));
    await this.#engine.query(asides.map(({ name }) => `drop table ${name}`).join(';\n'));
  }
}

function rowsOf({ input, on }: Part): string {
  return [input, ...on].join();
}
