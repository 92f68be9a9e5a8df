export { type Cells, cellsOf, examplesOfFile, splitRows, targetsOf, trainingOf } from './examples.js';
export { type Given, givenOf, type LeftOut, type Predictor } from './given.js';
export { growTree } from './grow.js';
export { heldOut } from './hold-out.js';
export { exampleColumns, treeChoices, treeOptionsOf } from './mining.js';
export { tree } from './model.js';
export { conditionOf, leafAt, leavesOf, type NamedSplit, type NamedTree, sideOf } from './named-tree.js';
export type { TreeOptions } from './options.js';
export { leafCase } from './score.js';
