// `npm run kernels`: compiles the AssemblyScript of kernels/ into the WebAssembly that is committed beside what loads it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const flags = ['--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--enable', 'threads'];
const memory = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];

/** A third less code, where it runs so briefly that compiling it counts. */
const small = ['--optimizeLevel', '3', '--shrinkLevel', '1'];
const optimised: Record<string, string[]> = { itemsets: small };

/** A folder each. */
export const kernelNames = readdirSync('kernels', { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

/** Compiles `kernels/<name>/index.ts` to a file. Throws what the compiler says. */
export async function compileKernel(name: string, file: string): Promise<void> {
  const level = optimised[name] ?? ['-O3'];
  const { error, stderr } = await asc.main([`kernels/${name}/index.ts`, '-o', file, ...level, ...flags, ...memory]);
  if (error) throw new Error(`kernels/${name} does not compile:\n${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of kernelNames) await compileKernel(name, join('src', 'stats', 'kernels', `${name}.wasm`));
