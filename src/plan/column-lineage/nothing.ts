import type { SyntaxNode } from './syntax.js';

/** Null. */
export const nothing: SyntaxNode = {
  alias: '',
  query_location: 0,
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  value: { type: { id: 'NULL', type_info: null }, is_null: true },
};
