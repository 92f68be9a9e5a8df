/** As much of WebAssembly as is used here; Node's types leave it out, and those of browsers bring a page with them. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(size: { initial: number; maximum: number; shared: true });
    readonly buffer: SharedArrayBuffer;
  }
  class Instance {
    constructor(
      module: Module,
      imports: { env: { memory: Memory; [name: string]: Memory | ((...values: number[]) => unknown) } },
    );
    readonly exports: unknown;
  }
}
