import { count } from '../../src/count.js';
import { shareWords } from '../../src/share-words.js';
import { incompleteWords } from '../incomplete-words.js';
import type { Words } from '../model.js';
import type { TreeFitted } from './fit.js';
import { leavesOf } from './leaves.js';

/** What the tree means, what was left out, and how well it tells the classes apart. */
export function words({ rows, held, accuracy, incomplete, classes, leftOut, tree }: TreeFitted): Words {
  return {
    definitions: [
      'tree: CART (Breiman et al. 1984); each question is the one that lowers impurity most (Gini, or entropy where that was asked for), and branches that do not save their share of wrong rows are cut back',
      'class: that of most examples of the leaf a row comes to',
      'importance: how far the share of examples put into their class falls where a column is shuffled among them (Breiman 2001; five shuffles), of the examples held out, or without any of those learnt from',
      'share: the share of the examples of that leaf which are of its class',
    ],
    warnings: [
      ...(rows === 0 ? ['tree: there is no example to learn from'] : []),
      ...(rows > 0 && classes.length < 2
        ? [`tree: every example is ${classes[0]}, so there is nothing to tell apart`]
        : []),
      ...leftOut.map(({ column, why }) => `${column} is left out: ${why}`),
      ...incompleteWords(incomplete, 'example'),
    ],
    notes: [
      `tree: ${count(leavesOf(tree).length, 'leaf', 'leaves')}, learnt from ${count(rows, 'example')}`,
      ...(accuracy === null
        ? []
        : [`tree: ${shareWords(accuracy)} of the ${count(held, 'example')} held out are in the class it says`]),
    ],
  };
}
