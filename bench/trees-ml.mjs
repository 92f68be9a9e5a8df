// A tree by ml-cart. Usage: trees-ml.mjs FILE ROWS
import { readFileSync } from 'node:fs';
import { DecisionTreeClassifier } from 'ml-cart';

const [file, size] = process.argv.slice(2);
const rows = Number(size);
const values = new Float64Array(readFileSync(file).buffer);
const all = values.length / 21;
const row = at => Array.from({ length: 20 }, (_, column) => values[column * all + at]);
const train = Array.from({ length: rows }, (_, at) => row(at));
const labels = Array.from(values.subarray(20 * all, 20 * all + rows));
const tree = new DecisionTreeClassifier({ gainFunction: 'gini', maxDepth: 5, minNumSamples: 20 });
const [begun, before] = [performance.now(), process.cpuUsage()];
tree.train(train, labels);
const [seconds, { user, system }] = [(performance.now() - begun) / 1000, process.cpuUsage(before)];
// It gives classes, no scores: there is no AUC to compare.
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6 }));
