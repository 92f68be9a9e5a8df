import { defineConfig } from 'vitest/config';
import { rounds } from './fixtures/rounds.js';

export default defineConfig({
  test: {
    include: ['{src,etl,models,fixtures,bench,scripts}/**/*.test.ts'],
    maxWorkers: 2,
    isolate: false,
    // A limit is there to end what hangs: a busy machine takes ten times as long as a quiet one.
    testTimeout: rounds(300_000),
    hookTimeout: 300_000,
    server: { deps: { external: [/\/dist\/src\/cli\/program\.js$/] } },
  },
});
