import * as z from 'zod';
import type { JsonSchema } from '../json-schema.js';
import { cubeSchema } from './schema.js';

/** A cube file as JSON Schema, for editors. */
export function cubeJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(cubeSchema, { io: 'input' }) as JsonSchema;
  return { $schema, $id: 'urn:custometry:cube', title: 'sql/cube/NAME.yaml', ...schema };
}
