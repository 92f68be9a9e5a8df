// `npm run long`: `npm test` with ten times as many rounds of the random properties, or as many as CUSTOMETRY_ROUNDS says.
process.env.CUSTOMETRY_ROUNDS ??= '10';
await import('./test.mjs');
