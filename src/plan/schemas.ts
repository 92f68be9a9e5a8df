/** The schemas of the warehouse in the way the data goes: a table reads its own or any to its left. */
export const schemas = [
  'raw',
  'decisions',
  'stage',
  'conform',
  'dw',
  'mart',
  'feature',
  'score',
  'report',
  'aggregate',
  'meta',
] as const;

/** How far right a table stands, checks last; -1 when its schema is none of ours. */
export function schemaRank(table: string): number {
  const schema = table.slice(0, Math.max(0, table.indexOf('.')));
  return schema === 'check' ? schemas.length : (schemas as readonly string[]).indexOf(schema);
}
