import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

const modules = new Map<string, WebAssembly.Module>();

/** A kernel, compiled once by the optimising compiler, some milliseconds: code of the quick one would run on for the length of a call. */
export function compiled(name: string): WebAssembly.Module {
  const known = modules.get(name);
  if (known) return known;
  const bytes = readFileSync(new URL(`./${name}.wasm`, import.meta.url));
  for (const flag of ['--no-liftoff', '--no-wasm-lazy-compilation']) setFlagsFromString(flag);
  const module = new WebAssembly.Module(bytes);
  for (const flag of ['--liftoff', '--wasm-lazy-compilation']) setFlagsFromString(flag);
  modules.set(name, module);
  return module;
}
