import { defineConfig } from 'vitest/config';
import { rounds } from './fixtures/rounds.js';

export default defineConfig({
  test: {
    include: ['{src,etl,models,fixtures,bench,scripts}/**/*.test.ts'],
    maxWorkers: 2,
    isolate: false,
    // By content: to compile all modules anew takes 5 s of processor, for one test too.
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/custometry/modules' },
    // A limit is there to end what hangs: a busy machine takes ten times as long as a quiet one.
    testTimeout: rounds(300_000),
    hookTimeout: 300_000,
    server: { deps: { external: [/\/dist\/src\/cli\/program\.js$/] } },
  },
});
