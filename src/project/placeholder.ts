import { type JsonSchema, schemasAt } from './json-schema.js';

/** The smallest value that the schema takes at a path, to stand in for one that is missing or wrong while the rest is read. */
export function placeholder(path: readonly (string | number)[]): unknown {
  return smallest(schemasAt(path)[0] ?? {});
}

function smallest(schema: JsonSchema): unknown {
  if (schema.anyOf) return smallest(schema.anyOf[0] ?? {});
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'string':
      return 'x';
    case 'number':
    case 'integer':
      return schema.minimum ?? 0;
    case 'boolean':
      return true;
    case 'array':
      return (schema.prefixItems ?? []).map(smallest);
    default:
      return Object.fromEntries(
        ((schema.required as string[]) ?? []).map(key => [key, smallest(schema.properties?.[key] ?? {})]),
      );
  }
}
