import type { SyntaxNode } from './syntax.js';

const plain = { alias: '', query_location: 0 };

/** A column of a relation under the name it is called by. */
export function columnRef(relation: string, column: string, alias = ''): SyntaxNode {
  return { ...plain, alias, class: 'COLUMN_REF', type: 'COLUMN_REF', column_names: [relation, column] };
}

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

/** A relation by its name alone, called by another. */
export function relationRef(table: string, called: string): SyntaxNode {
  return {
    type: 'BASE_TABLE',
    alias: called,
    sample: null,
    query_location: 0,
    schema_name: '',
    table_name: table,
    column_name_alias: [],
    catalog_name: '',
    at_clause: null,
  };
}

/** An expression under a name. */
export function named(node: SyntaxNode, alias: string): SyntaxNode {
  return { ...node, alias };
}
