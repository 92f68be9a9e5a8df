import { compiled } from './compiled.js';
import { helping } from './helpers.js';

/** In the order of `perform` in kernels/kmeans/crew.ts. */
const kernels = ['prepare', 'assign', 'tally', 'measure', 'spread', 'attempt', 'seek'] as const;
const page = 65_536;
const pages = 65_536;

/** Threads over one memory. */
export interface Crew {
  memory: SharedArrayBuffer;
  /** Does a kernel over all rows; what it left in the slots of the threads is there when it returns. */
  run(kernel: (typeof kernels)[number], rows: number): void;
  /** Lets the helpers go. */
  close(): void;
}

interface Exports {
  run(kernel: number, rows: number): void;
  close(): void;
}

/** A crew of this thread and `threads - 1` helpers, who come when they have started. Throws a RangeError where so much memory cannot be had. */
export function crewOf(threads: number, bytes: number): Crew {
  const initial = Math.ceil(bytes / page);
  if (initial > pages)
    throw new RangeError(`the rows need ${(bytes / 2 ** 30).toFixed(1)} GB, more than the 4 there are`);
  const memory = new WebAssembly.Memory({ initial, maximum: initial, shared: true });
  const module = compiled('kmeans');
  const { run, close } = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  helping(threads - 1).forEach((helper, at) => {
    helper.postMessage({ module, memory, slot: at + 1 });
  });
  return { memory: memory.buffer, run: (kernel, rows) => run(kernels.indexOf(kernel), rows), close };
}
