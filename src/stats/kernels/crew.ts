import { compiled } from './compiled.js';
import { helping } from './helpers.js';

const page = 65_536;
const pages = 65_536;

/** Threads over one memory. */
export interface Crew<Exports> {
  memory: SharedArrayBuffer;
  /** Does a task, by its number in the kernel's `perform`, over all rows; what it left in the slots of the threads is there when it returns. */
  run(task: number, rows: number): void;
  /** What else the kernel does, on this thread. */
  exports: Exports;
  /** Lets the helpers go. */
  close(): void;
}

interface Hands {
  run(task: number, rows: number, chunk: number): void;
  close(): void;
  perform(task: number, from: number, to: number, slot: number): void;
}

/** A crew of this thread and `threads - 1` helpers, who come when they have started; each claims `chunk` rows at a time. Throws a RangeError where so much memory cannot be had. */
export function crewOf<Exports = unknown>(
  kernel: string,
  threads: number,
  bytes: number,
  chunk = 16_384,
): Crew<Exports> {
  const initial = Math.ceil(bytes / page);
  if (initial > pages)
    throw new RangeError(`the rows need ${(bytes / 2 ** 30).toFixed(1)} GB, more than the 4 there are`);
  const memory = new WebAssembly.Memory({ initial, maximum: initial, shared: true });
  const module = compiled(kernel);
  const perform: Hands['perform'] = (task, from, to, slot) => hands.perform(task, from, to, slot);
  const exports = new WebAssembly.Instance(module, { env: { memory, perform } }).exports as Exports;
  const hands = exports as Hands;
  helping(threads - 1).forEach((helper, at) => {
    helper.postMessage({ module, memory, slot: at + 1 });
  });
  return { memory: memory.buffer, run: (task, rows) => hands.run(task, rows, chunk), exports, close: hands.close };
}
