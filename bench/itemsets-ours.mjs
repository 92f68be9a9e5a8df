// Frequent itemsets out of lines of baskets, listed, counted, or with rules. Usage: itemsets-ours.mjs FILE SUPPORT list|count|rules ROUNDS
import { readFileSync } from 'node:fs';
import { associationRules } from '../dist/src/stats/itemsets/association-rules.js';
import { countItemsets } from '../dist/src/stats/itemsets/count-itemsets.js';
import { frequentItemsets } from '../dist/src/stats/itemsets/frequent-itemsets.js';

const [file, share, what, rounds] = process.argv.slice(2);
const support = Number(share);
const rows = readFileSync(file, 'utf8').trim().split('\n');
const words = rows.map(row => row.trim().split(' '));
const baskets = Int32Array.from(words.flatMap((row, at) => row.map(() => at)));
const items = Int32Array.from(words.flat(), Number);
const entries = { baskets, items, n: rows.length };
const work = {
  list: () => frequentItemsets(entries, { support }).counts.length,
  count: () => countItemsets(entries, { support }).total,
  rules: () => associationRules(frequentItemsets(entries, { support }), { confidence: 0.5 }).n11.length,
}[what];
let last;
for (let round = 0; round < Number(rounds); round++) {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const found = work();
  const { user, system } = process.cpuUsage(before);
  last = { seconds: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6, found };
}
console.log(JSON.stringify(last));
