import type { Engine } from '../engine/engine.js';
import { type Fingerprint, unknown } from './fingerprint.js';
import { type FingerprintRecord, recordFingerprints } from './record-fingerprint.js';
import type { StoredTable } from './stored-fingerprints.js';

/**
 * Records what tables follow from, some at a time. A table is made first and recorded then; so that one made by a build that was cut short
 * between is not taken for what stood there before, those that may be changed have no fingerprint meanwhile.
 */
export class Recorder {
  readonly #together_ms: number;
  #records: FingerprintRecord[] = [];
  #since = performance.now();
  #writing: Promise<void> = Promise.resolve();

  /** What was made is recorded at least every so many milliseconds. */
  constructor(together_ms = 2000) {
    this.#together_ms = together_ms;
  }

  /** Takes the fingerprints off the tables that are to have others. */
  async begin(
    engine: Engine,
    run: string,
    stored: ReadonlyMap<string, StoredTable>,
    next: ReadonlyMap<string, Fingerprint>,
  ): Promise<void> {
    const changing = [...stored].filter(([table, { fingerprint }]) => fingerprint.all !== next.get(table)?.all);
    await recordFingerprints(
      engine,
      changing.map(([table, { rows }]) => ({ table, fingerprint: unknown, rows, run })),
    );
  }

  /** Of a table that stands in the warehouse as the record says; `engine` has no transaction under way. */
  async add(engine: Engine, record: FingerprintRecord): Promise<void> {
    this.#records.push(record);
    if (performance.now() - this.#since >= this.#together_ms) await this.flush(engine);
  }

  /** Records all that was added. */
  flush(engine: Engine): Promise<void> {
    this.#since = performance.now();
    this.#writing = this.#writing.then(() => recordFingerprints(engine, this.#records.splice(0)));
    return this.#writing;
  }
}
