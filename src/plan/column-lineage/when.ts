import { named } from './nodes.js';

const plain = { alias: '', query_location: 0 };

import type { SyntaxNode } from './syntax.js';

/** The number one. */
export const one: SyntaxNode = {
  ...plain,
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  value: { type: { id: 'INTEGER', type_info: null }, is_null: false, value: 1 },
};

const nothing: SyntaxNode = {
  ...plain,
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  value: { type: { id: 'NULL', type_info: null }, is_null: true },
};

/** `case when condition then value end`. */
export function when(condition: SyntaxNode, value: SyntaxNode): SyntaxNode {
  const checks = [{ when_expr: named(condition, ''), then_expr: named(value, '') }];
  return { ...plain, class: 'CASE', type: 'CASE_EXPR', case_checks: checks, else_expr: nothing };
}

/** `case when given is not null then value end`. */
export function whenGiven(given: SyntaxNode, value: SyntaxNode): SyntaxNode {
  const isThere = { ...plain, class: 'OPERATOR', type: 'OPERATOR_IS_NOT_NULL', children: [named(given, '')] };
  return when(isThere, value);
}
