import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,etl,models,fixtures,bench,scripts}/**/*.test.ts'],
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    server: { deps: { external: [/\/dist\/src\/cli\/program\.js$/] } },
  },
});
