// `npm run long`: `npm test` with ten times as many rounds of the random properties, or as many as CUSTOMETRY_ROUNDS says, and all of what that takes some of.
process.env.CUSTOMETRY_ROUNDS ??= '10';
await import('./test.mjs');
