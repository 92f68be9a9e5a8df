import { addend } from './addend.js';
import { aggregatesIn, hasWindow } from './aggregates.js';
import { runningOf } from './running.js';
import { nodesIn, type SyntaxNode } from './syntax.js';
import { one, when, whenGiven } from './when.js';

/** What a row below adds to a value. */
export interface Contribution {
  node: SyntaxNode;
  /** The value is all of them taken together. */
  isWhole: boolean;
  /** Rows are counted: it does not matter what they say. */
  isCount: boolean;
}

/** What lies below a select that does not read the rows itself. */
export interface Below {
  /** What a row further down adds to a row that the select reads. */
  adds: SyntaxNode;
  /** A row that the select reads may be made of several. */
  isGrouped: boolean;
}

/** What one row below adds to expressions of a select: to several it adds where it does to one of them. No expression: the row counts as one. */
export function contribution(expressions: SyntaxNode[], below: Below | undefined): Contribution {
  const [expression, ...more] = expressions;
  if (!expression) return { isWhole: true, isCount: false, node: below?.adds ?? one };
  if (more.length === 0) return toOne(expression, below);
  const added = expressions.map(each => toOne(each, below).node);
  return { isWhole: false, isCount: false, node: whenGiven(added, one) };
}

function toOne(expression: SyntaxNode, below: Below | undefined): Contribution {
  const unit = below?.isGrouped ? below.adds : one;
  const whole = { isWhole: true, isCount: false };
  const running = runningOf(expression);
  if (running) return argument(running.window, below, unit);
  if (hasWindow(expression)) return { node: unit, isWhole: false, isCount: false };
  const [aggregate, ...more] = aggregatesIn(expression);
  if (!aggregate) return { ...whole, node: below ? whenGiven([expression], below.adds) : expression };
  if (more.length > 0) return { node: unit, isWhole: false, isCount: false };
  const made = argument(aggregate, below, unit);
  const [filter] = nodesIn(aggregate.filter);
  return filter ? { ...made, node: when(filter, made.node) } : made;
}

/** A count of rows that are made of several is not the number of those, nor is one of different values. */
function argument(aggregate: SyntaxNode, below: Below | undefined, unit: SyntaxNode): Contribution {
  const [given] = nodesIn(aggregate.children);
  const counted = { isWhole: !below?.isGrouped && aggregate.distinct !== true, isCount: true };
  const name = String(aggregate.function_name);
  if (!given) return { ...counted, node: unit };
  if (name === 'count') return { ...counted, node: whenGiven([given], unit) };
  if (name === 'count_if') return { ...counted, node: when(given, unit) };
  const added = name === 'sum' ? addend(given) : given;
  const node = below ? whenGiven([added], below.adds) : added;
  return { node, isWhole: aggregate.distinct !== true, isCount: false };
}
