import { aggregatesIn, hasWindow } from './aggregates.js';
import { one, when, whenGiven } from './nodes.js';
import { nodesIn, type SyntaxNode } from './syntax.js';

/** What a row below adds to a value: an expression over it, and whether the value is all of them taken together. */
export interface Contribution {
  node: SyntaxNode;
  isWhole: boolean;
}

/**
 * What one row adds to an expression of a select that reads it. `below` is what a row further down adds to this row, where the select
 * does not read those rows itself. No expression: the row counts as one.
 */
export function contribution(expression: SyntaxNode | undefined, below: SyntaxNode | undefined): Contribution {
  if (!expression) return { node: below ?? one, isWhole: true };
  if (hasWindow(expression)) return { node: below ?? one, isWhole: false };
  const [aggregate, ...more] = aggregatesIn(expression);
  if (!aggregate) return { node: below ? whenGiven(expression, below) : expression, isWhole: true };
  if (more.length > 0 || aggregate.distinct === true) return { node: below ?? one, isWhole: false };
  const { node, isWhole } = argument(aggregate, below);
  const [filter] = nodesIn(aggregate.filter);
  return { node: filter ? when(filter, node) : node, isWhole };
}

/** A count of rows that are themselves made of several is not the number of those. */
function argument(aggregate: SyntaxNode, below: SyntaxNode | undefined): Contribution {
  const [given] = nodesIn(aggregate.children);
  const isWhole = below === undefined;
  const name = String(aggregate.function_name);
  if (!given) return { node: below ?? one, isWhole };
  if (name === 'count') return { node: whenGiven(given, below ?? one), isWhole };
  if (name === 'count_if') return { node: when(given, below ?? one), isWhole };
  return { node: below ? whenGiven(given, below) : given, isWhole: true };
}
