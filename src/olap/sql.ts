import type { Value } from '../engine/engine.js';

/** A piece of SQL with the values of its parameters, in their order. */
export interface Sql {
  text: string;
  values: Value[];
}

/** Writes SQL: pieces keep their values, lists of pieces are joined by commas; texts stand as they are, so they are never values. */
export function sql(texts: TemplateStringsArray, ...parts: (string | number | Sql | Sql[])[]): Sql {
  const values: Value[] = [];
  const text = texts.reduce((whole, piece, at) => {
    const part = parts[at - 1];
    const put = Array.isArray(part) ? join(part, ', ') : typeof part === 'object' ? part : raw(String(part));
    values.push(...put.values);
    return whole + put.text + piece;
  });
  return { text, values };
}

/** Pieces one after the other. */
export function join(parts: Sql[], between: string): Sql {
  return { text: parts.map(part => part.text).join(between), values: parts.flatMap(part => part.values) };
}

/** Text that holds no values. */
export function raw(text: string): Sql {
  return { text, values: [] };
}

/** Named steps of a select, as `with` lists them. */
export function stepsSql(steps: { name: string; select: Sql }[]): Sql {
  return join(
    steps.map(({ name, select }) => sql`${name} as (\n  ${select}\n)`),
    ',\n',
  );
}
