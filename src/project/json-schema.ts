import * as z from 'zod';
import { projectSchema } from './schema.js';

/** A JSON Schema (draft 2020-12), as far as it is used here. */
export interface JsonSchema {
  [keyword: string]: unknown;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
}

const setting = { type: 'string', pattern: '^\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}$' };

/** The project file as JSON Schema, for editors: what may be written, before defaults. `${NAME}` may stand for any value. */
export function projectJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(projectSchema, { io: 'input', override: allowSetting }) as JsonSchema;
  return {
    $schema,
    $id: 'urn:custometry:project-file',
    title: 'custometry.yaml',
    description: 'The project file of Custometry: sources, how they become entities, and what is made of them.',
    ...schema,
  };
}

let whole: JsonSchema | undefined;

/** What a schema (default: that of the project file) allows at a path: the alternatives, in the order they stand; empty where there is no such place. */
export function schemasAt(path: readonly (string | number)[], root?: JsonSchema): JsonSchema[] {
  whole ??= projectJsonSchema();
  let nodes = alternatives(root ?? whole);
  for (const part of path) nodes = nodes.flatMap(node => children(node, part)).flatMap(alternatives);
  return nodes;
}

/** The keys that one of these schemas names. */
export function keysOf(nodes: JsonSchema[]): string[] {
  const named = nodes.flatMap(node => (node.propertyNames ? alternatives(node.propertyNames) : []));
  const names = named.flatMap(node => (node.enum as string[] | undefined) ?? []);
  return [...new Set([...nodes.flatMap(node => Object.keys(node.properties ?? {})), ...names])];
}

function allowSetting({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { type } = jsonSchema;
  const free = type === 'string' && !jsonSchema.enum && !jsonSchema.pattern && !jsonSchema.maxLength;
  if (!['string', 'number', 'integer', 'boolean'].includes(String(type)) || free) return;
  const { description, default: fallback, ...rest } = jsonSchema;
  for (const key of Object.keys(rest)) delete jsonSchema[key];
  jsonSchema.anyOf = [rest, setting] as z.core.JSONSchema.BaseSchema[];
}

function alternatives(node: JsonSchema): JsonSchema[] {
  return node.anyOf ? node.anyOf.flatMap(alternatives) : [node];
}

function children(node: JsonSchema, part: string | number): JsonSchema[] {
  const found =
    typeof part === 'number'
      ? (node.prefixItems?.[part] ?? node.items)
      : (node.properties?.[part] ?? node.additionalProperties);
  return typeof found === 'object' ? [found] : [];
}
