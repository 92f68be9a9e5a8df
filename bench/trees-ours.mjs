// One of our models of a yes or no. Usage: trees-ours.mjs FILE ROWS tree|boosting|logistic
import { readFileSync } from 'node:fs';
import { boostedScore } from '../dist/src/stats/boosting/boosted-score.js';
import { boostedTrees } from '../dist/src/stats/boosting/boosted-trees.js';
import { rocAuc } from '../dist/src/stats/evaluate/roc-auc.js';
import { logisticRegression, logisticScore } from '../dist/src/stats/logistic/logistic-regression.js';
import { classificationTree } from '../dist/src/stats/trees/classification-tree.js';
import { classShares, treeLeaf } from '../dist/src/stats/trees/tree.js';

const [file, size, what] = process.argv.slice(2);
const rows = Number(size);
const values = new Float64Array(readFileSync(file).buffer);
const all = values.length / 21;
const part = (at, from, to) => values.slice(at * all + from, at * all + to);
const columns = Array.from({ length: 20 }, (_, at) => part(at, 0, rows));
const labels = part(20, 0, rows);
const grown = { maxLeaves: 31, maxDepth: 100, minLeaf: 20, bins: rows > 10_000 ? 255 : undefined, threads: 2 };
const models = {
  tree: [() => classificationTree(columns, labels, 2, grown), (tree, row) => classShares(treeLeaf(tree, row))[1]],
  boosting: [() => boostedTrees(columns, labels, { threads: 2 }), boostedScore],
  logistic: [() => logisticRegression(columns, labels), logisticScore],
};
const [learn, score] = models[what];
const [begun, before] = [performance.now(), process.cpuUsage()];
const model = learn();
const [seconds, { user, system }] = [(performance.now() - begun) / 1000, process.cpuUsage(before)];
const held = Array.from({ length: 20 }, (_, at) => part(at, rows, all));
const scores = Array.from(held[0], (_, row) =>
  score(
    model,
    held.map(column => column[row]),
  ),
);
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, auc: rocAuc(part(20, rows, all), scores).auc }));
