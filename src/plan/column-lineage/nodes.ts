import type { SyntaxNode } from './syntax.js';

const plain = { alias: '', query_location: 0 };

/** A column of a relation under the name it is called by. */
export function columnRef(relation: string, column: string, alias = ''): SyntaxNode {
  return { ...plain, alias, class: 'COLUMN_REF', type: 'COLUMN_REF', column_names: [relation, column] };
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
