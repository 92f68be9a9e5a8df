import type { Aside, Engine } from '../engine/engine.js';
import type { Ordered } from './order.js';
import type { Part } from './part.js';

/**
 * What the parts of tables are made from in one build, set aside once for all of them: an input stands before the first table that reads it
 * is made, so the same select gives the same rows until the build ends.
 */
export class PartInputs {
  /** The tables that are yet to be made in parts from rows of an input. */
  readonly #readers = new Map<string, Set<string>>();
  readonly #shared: ReadonlySet<string>;
  readonly #made = new Map<string, { aside: Promise<Aside>; rows?: string }>();

  readonly #values: { selects: string[]; aside: Aside }[] = [];

  constructor(tables: Ordered[]) {
    for (const { table, parts = [] } of tables) {
      for (const rows of parts.map(rowsOf)) this.#readers.set(rows, (this.#readers.get(rows) ?? new Set()).add(table));
    }
    this.#shared = new Set([...this.#readers].filter(([, readers]) => readers.size > 1).map(([rows]) => rows));
  }

  /** The table of the session with what a select gives, which reads inputs and other such tables. */
  once(engine: Engine, select: string, rows?: string): Promise<Aside> {
    const made = this.#made.get(select) ?? { aside: engine.aside(select), rows };
    this.#made.set(select, made);
    return made.aside;
  }

  /**
   * The table of the session with what some selects give, each value once. Where more selects give no more values than some of them do, these
   * are the same: one table has them, so that what is set aside by it is set aside once.
   */
  async values(engine: Engine, selects: string[], where: string): Promise<Aside> {
    const union = selects.join('\nunion all\n');
    const aside = await this.once(engine, `select distinct * from (${union}) as touched where ${where}`);
    const same = this.#values.find(
      one => one.aside.rows === aside.rows && (isAmong(one.selects, selects) || isAmong(selects, one.selects)),
    );
    if (!same) this.#values.push({ selects, aside });
    return same?.aside ?? aside;
  }

  /** A select of rows of an input, or, where more tables than one are made from these, the table of the session that has them. */
  async rows(engine: Engine, part: Part, select: string): Promise<string | Aside> {
    const rows = rowsOf(part);
    return this.#shared.has(rows) ? this.once(engine, select, rows) : select;
  }

  /** After a table is made: takes away what no other one is yet to be made from. */
  async release(engine: Engine, table: string): Promise<void> {
    const last = [...this.#readers].filter(([, readers]) => readers.delete(table) && readers.size === 0);
    const over = new Set(last.map(([rows]) => rows));
    const done = [...this.#made].filter(([, { rows }]) => rows !== undefined && over.has(rows));
    if (done.length === 0) return;
    for (const [select] of done) this.#made.delete(select);
    const asides = await Promise.all(done.map(([, { aside }]) => aside));
    await engine.query(asides.map(({ name }) => `drop table ${name}`).join(';\n'));
  }
}

function isAmong(some: string[], selects: string[]): boolean {
  return some.every(one => selects.includes(one));
}

function rowsOf({ input, on }: Part): string {
  return [input, ...on].join();
}
