import { named } from './nodes.js';
import { nothing } from './nothing.js';

const plain = { alias: '', query_location: 0 };

import type { SyntaxNode } from './syntax.js';

/** The number one. */
export const one: SyntaxNode = {
  ...plain,
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  value: { type: { id: 'INTEGER', type_info: null }, is_null: false, value: 1 },
};

/** `case when condition then value end`. */
export function when(condition: SyntaxNode, value: SyntaxNode): SyntaxNode {
  return whenAny([condition], value);
}

/** `case when given is not null then value end`; of several it is enough that one is not. */
export function whenGiven(given: SyntaxNode[], value: SyntaxNode): SyntaxNode {
  const areThere = given.map(node => ({
    ...plain,
    class: 'OPERATOR',
    type: 'OPERATOR_IS_NOT_NULL',
    children: [named(node, '')],
  }));
  return whenAny(areThere, value);
}

function whenAny(conditions: SyntaxNode[], value: SyntaxNode): SyntaxNode {
  const checks = conditions.map(node => ({ when_expr: named(node, ''), then_expr: named(value, '') }));
  return { ...plain, class: 'CASE', type: 'CASE_EXPR', case_checks: checks, else_expr: nothing };
}
