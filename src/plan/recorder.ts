import type { Engine } from '../engine/engine.js';
import { type Fingerprint, unknown } from './fingerprint.js';
import { type FingerprintRecord, writeFingerprints } from './record-fingerprint.js';
import type { StoredTable } from './stored-fingerprints.js';

/**
 * Records what tables follow from, some at a time. A table is made first and recorded then; so that one made by a build that was cut short
 * between is not taken for what stood there before, those that may be changed have no fingerprint meanwhile.
 */
export class Recorder {
  readonly #together_ms: number;
  readonly #records: Map<string, FingerprintRecord>;
  #isWritten: boolean;
  #since = performance.now();
  #writing: Promise<void> = Promise.resolve();

  /** `stored` is all that is recorded, where anything is; what was made is recorded at least every so many milliseconds. */
  constructor(stored?: ReadonlyMap<string, StoredTable>, together_ms = 2000) {
    const records = [...(stored ?? [])].map(([table, { fingerprint, rows, run }]) => ({
      table,
      fingerprint,
      rows,
      run,
    }));
    this.#records = new Map(records.map(one => [one.table, one]));
    this.#isWritten = stored !== undefined;
    this.#together_ms = together_ms;
  }

  /** Takes the fingerprints off those of the tables that are to have others. */
  begin(engine: Engine, run: string, tables: string[], next: ReadonlyMap<string, Fingerprint>): Promise<void> {
    for (const table of tables) {
      const record = this.#records.get(table);
      if (record && record.fingerprint.all !== next.get(table)?.all)
        this.#set({ ...record, fingerprint: unknown, run });
    }
    return this.flush(engine);
  }

  /** Of a table that stands in the warehouse as the record says; `engine` has no transaction under way. */
  async add(engine: Engine, record: FingerprintRecord): Promise<void> {
    this.#set(record);
    if (performance.now() - this.#since >= this.#together_ms) await this.flush(engine);
  }

  /** Records all that was added. */
  flush(engine: Engine): Promise<void> {
    this.#since = performance.now();
    this.#writing = this.#writing.then(() => this.#write(engine));
    return this.#writing;
  }

  #set(record: FingerprintRecord): void {
    this.#records.set(record.table, record);
    this.#isWritten = false;
  }

  async #write(engine: Engine): Promise<void> {
    if (this.#isWritten) return;
    this.#isWritten = true;
    await writeFingerprints(engine, [...this.#records.values()]);
  }
}
