import { CliError, exitCode } from '../../src/errors.js';
import type { Reference } from '../model.js';
import { fitBy, type TreeFitted } from './fit.js';
import { type Growth, growTree } from './grow.js';
import { type MlCartNode, treeOfMlCart } from './ml-cart-tree.js';
import type { TreeOptions } from './options.js';
import type { Given } from './predictor.js';

/** Beyond so many rows ours cuts columns into bins, and ml-cart, which counts all rows again for every cut, would take hours. */
const mostRows = 20_000;

/** ml-cart in the place of our own growth, by Gini impurity over complete numbers; what is not worth its leaves is cut back as ours is. */
export const reference: Reference<TreeOptions, TreeFitted> = {
  package: 'ml-cart',
  async fit() {
    // @ts-expect-error it has no types
    const { DecisionTreeClassifier } = await import('ml-cart');
    const growOn: Parameters<typeof growTree>[5] = (columns, labels, classes, { maxDepth, minSplit, minLeaf } = {}) => {
      const rows = Array.from(labels, (_, row) => row);
      const task = { columns, labels, classes, minLeaf: minLeaf as number };
      if (rows.length === 0 || columns.length === 0) return treeOfMlCart({}, rows, task);
      const minNumSamples = (minSplit as number) - 1;
      const theirs = new DecisionTreeClassifier({ gainFunction: 'gini', maxDepth, minNumSamples, gainThreshold: 0 });
      theirs.train(
        rows.map(row => columns.map(column => column[row])),
        Array.from(labels),
      );
      return treeOfMlCart(theirs.root as MlCartNode, rows, task);
    };
    const growBy: typeof growTree = (given, labels, among, classes, growth) => {
      refuse(given, among, growth);
      return growTree(given, labels, among, classes, growth, growOn);
    };
    return (features, options) => fitBy(growBy, features, options);
  },
};

/** What ml-cart does not do. */
function refuse(given: Given[], among: Uint32Array, { criterion, prune }: Growth): void {
  const words = given.find(({ kind }) => kind === 'category');
  if (words) throw refusal(`asks of numbers only, and ${words.name} has words`, 'name columns of numbers: --columns');
  const lacking = given.find(({ values }) => among.some(row => Number.isNaN(values[row])));
  if (lacking)
    throw refusal(`needs every value, and ${lacking.name} lacks some`, 'leave such rows out: --missing leave_out');
  if (criterion !== 'gini') throw refusal(`knows gini only, not ${criterion}`, 'leave out --criterion');
  if (prune !== 'complexity') throw refusal(`is cut back by complexity only, not by ${prune}`, 'leave out --prune');
  if (among.length > mostRows)
    throw refusal(`takes hours beyond ${mostRows} rows, and there are ${among.length}`, 'hold rows out: --split');
}

function refusal(what: string, hint: string): CliError {
  return new CliError(`tree: the reference engine ${what}`, exitCode.usage, hint);
}
