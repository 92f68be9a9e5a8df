/** What holds where a question to a cube says nothing: how many facts of a cell are given, and what proposed aggregates may take. */
export const unsaid = { facts: 1000, budget: '50MB' };
