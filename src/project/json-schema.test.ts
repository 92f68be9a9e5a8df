import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type JsonSchema, projectJsonSchema } from './json-schema.js';

const schema = projectJsonSchema();

/** What is wrong with a value by the keywords our schema uses; a keyword it does not know is wrong too. */
function faults(value: unknown, node: JsonSchema, path = ''): string[] {
  const wrong = Object.entries(node).flatMap(([keyword, given]): string[] => {
    const judge = keywords[keyword];
    return judge ? judge(value, given as never, node, path) : [`${path}: unknown keyword ${keyword}`];
  });
  return wrong;
}

type Judge = (value: unknown, given: never, node: JsonSchema, path: string) => string[];
const silent: Judge = () => [];
const record = (value: unknown) => value as Record<string, unknown>;
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const keywords: Record<string, Judge> = {
  ...Object.fromEntries(['$schema', '$id', 'title', 'description', 'default', 'format'].map(name => [name, silent])),
  anyOf: (value, given: JsonSchema[], _, path) =>
    given.some(one => faults(value, one, path).length === 0) ? [] : [`${path}: no alternative fits`],
  type: (value, given: string, _, path) => (typeMatches(value, given) ? [] : [`${path}: not ${given}`]),
  const: (value, given, _, path) => (value === given ? [] : [`${path}: not ${given}`]),
  enum: (value, given: unknown[], _, path) => (given.includes(value) ? [] : [`${path}: not one of ${given}`]),
  pattern: (value, given: string, _, path) =>
    new RegExp(given).test(String(value)) ? [] : [`${path}: not like ${given}`],
  minLength: (value, given: number, _, path) => (String(value).length >= given ? [] : [`${path}: too short`]),
  maxLength: (value, given: number, _, path) => (String(value).length <= given ? [] : [`${path}: too long`]),
  minimum: (value, given: number, _, path) => (Number(value) >= given ? [] : [`${path}: below ${given}`]),
  maximum: (value, given: number, _, path) => (Number(value) <= given ? [] : [`${path}: above ${given}`]),
  minItems: (value, given: number, _, path) => ((value as unknown[]).length >= given ? [] : [`${path}: too few`]),
  maxItems: (value, given: number, _, path) => ((value as unknown[]).length <= given ? [] : [`${path}: too many`]),
  prefixItems: (value, given: JsonSchema[], _, path) =>
    given.flatMap((one, index) => faults((value as unknown[])[index], one, `${path}[${index}]`)),
  items: (value, given: JsonSchema | false, _, path) =>
    Array.isArray(value) && given ? value.flatMap((one, index) => faults(one, given, `${path}[${index}]`)) : [],
  required: (value, given: string[], _, path) =>
    isObject(value) ? given.filter(key => !(key in record(value))).map(key => `${path}: ${key} is missing`) : [],
  properties: (value, given: Record<string, JsonSchema>, _, path) =>
    isObject(value)
      ? Object.entries(record(value)).flatMap(([key, one]) =>
          given[key] ? faults(one, given[key], `${path}.${key}`) : [],
        )
      : [],
  propertyNames: (value, given: JsonSchema, _, path) =>
    isObject(value) ? Object.keys(record(value)).flatMap(key => faults(key, given, `${path}.${key}`)) : [],
  additionalProperties: (value, given: JsonSchema | false, node, path) => {
    const rest = isObject(value) ? Object.entries(record(value)).filter(([key]) => !node.properties?.[key]) : [];
    return rest.flatMap(([key, one]) =>
      given ? faults(one, given, `${path}.${key}`) : [`${path}: ${key} is unknown`],
    );
  },
};

function typeMatches(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'null' ? value === null : typeof value === type;
}

function undescribed(node: JsonSchema, path: string): string[] {
  const inner = [...(node.anyOf ?? []), ...[node.items, node.additionalProperties].filter(isObject)] as JsonSchema[];
  const own = Object.entries(node.properties ?? {}).flatMap(([key, one]) => [
    ...(one.description ? [] : [`${path}.${key}`]),
    ...undescribed(one, `${path}.${key}`),
  ]);
  return [...own, ...inner.flatMap(one => undescribed(one, path))];
}

describe('the JSON Schema of the project file', () => {
  it('describes every key', () => {
    expect(undescribed(schema, '')).toEqual([]);
  });

  it('is JSON, with a name, and shows every default', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'custometry.yaml' });
    expect(schema.properties?.currency).toMatchObject({ default: 'EUR' });
    expect(schema.required).toEqual(['sources']);
  });

  it.each(['online-retail', 'cdnow', 'rfm', 'global-electronics'])(
    'takes fixtures/%s as it was written, settings and all',
    name => {
      const text = readFileSync(new URL(`../../fixtures/${name}/custometry.yaml`, import.meta.url), 'utf8');
      expect(faults(parse(text), schema)).toEqual([]);
    },
  );

  it('refuses an unknown key, a wrong choice and a setting with text around it', () => {
    const file = { sources: { orders: { files: 'a.csv', drift: 'freez', colour: 1 } }, rfm: { bound: `x\${bound}` } };
    expect(faults(file, schema)).toEqual([
      '.sources.orders.drift: no alternative fits',
      '.sources.orders: colour is unknown',
      '.rfm.bound: no alternative fits',
    ]);
  });
});
