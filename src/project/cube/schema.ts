import * as z from 'zod';
import { name } from '../vocabulary.js';
import { aggregateName, aggregateSchema } from './aggregate-schema.js';
import { dimensionSchema } from './dimension-schema.js';
import { factSchema } from './fact-schema.js';
import { measureSchema } from './measure-schema.js';

const member = z.union([z.string(), z.number(), z.boolean()]);

const set = z.strictObject({
  level: z.string().min(1).describe('dimension.level'),
  members: z.array(member).min(1).describe('its members'),
  description: z.string().min(1).optional().describe('what they have in common'),
});

const calculatedMember = z.strictObject({
  level: z.string().min(1).describe('dimension.level'),
  formula: z
    .string()
    .min(1)
    .describe('members in brackets, other calculated members of the level, numbers, + - * / and parentheses'),
  format: measureSchema.shape.format,
  description: z.string().min(1).optional().describe('what it means'),
});

/** A member that is made of others. */
export type CubeMember = z.output<typeof calculatedMember>;

/** A file of `sql/cube`: what can be asked of one or several tables of facts, in the words of who asks. */
export const cubeSchema = z.strictObject({
  description: z.string().min(1).describe('what the cube is about'),
  as_of: z
    .strictObject({ table: z.string().min(1), column: z.string().min(1) })
    .optional()
    .describe('where the date stands that is looked back from; default: the last day that has facts'),
  dimensions: z.record(name, dimensionSchema).describe('what facts are seen by'),
  facts: z.record(name, factSchema).describe('the tables of facts'),
  measures: z.record(name, measureSchema).describe('what is counted'),
  sets: z.record(name, set).default({}).describe('members that are named together; asked for as @name'),
  members: z.record(name, calculatedMember).default({}).describe('members that are made of others of their level'),
  aggregates: z
    .record(aggregateName, aggregateSchema)
    .default({})
    .describe('tables of facts counted beforehand, from which questions are answered that they can answer exactly'),
});

/** A cube as its file says it, with every default filled in. */
export type CubeFile = z.output<typeof cubeSchema>;
