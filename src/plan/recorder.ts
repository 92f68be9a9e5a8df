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
  readonly #keep: (() => Promise<void>) | undefined;
  #records: FingerprintRecord[] = [];
  #since = performance.now();
  #writing: Promise<void> = Promise.resolve();

  /** What was made is recorded at least every so many milliseconds; `keep` then makes it outlive a kill, where the engine does not by itself. */
  constructor({ together_ms = 2000, keep }: { together_ms?: number; keep?: () => Promise<void> }) {
    this.#together_ms = together_ms;
    this.#keep = keep;
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
    if (this.#isDue()) await this.flush(engine);
  }

  /** Records all that was added. */
  flush(engine: Engine): Promise<void> {
    const keep = this.#isDue() ? this.#keep : undefined;
    this.#since = performance.now();
    this.#writing = this.#writing.then(() => recordFingerprints(engine, this.#records.splice(0))).then(keep);
    return this.#writing;
  }

  #isDue(): boolean {
    return performance.now() - this.#since >= this.#together_ms;
  }
}
