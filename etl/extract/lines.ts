import { isUtf8 } from 'node:buffer';
import { tooLong } from './csv-clean.js';
import { joinFields } from './csv-fields.js';
import { cleanDialect } from './dialect.js';
import { eachLine, type Line } from './line-reader.js';
import type { Fault } from './refusal.js';
import type { TextReader } from './text-reader.js';

/** One record per line, taken apart by a regular expression that must fit the whole line; its named groups are the columns. */
export const linesReader: TextReader = {
  async survey(chunks, source) {
    let isEmpty = true;
    for await (const chunk of chunks) isEmpty &&= chunk.length === 0;
    return { header: isEmpty ? [] : groupNames(source.pattern ?? ''), dialect: cleanDialect };
  },
  async clean(chunks, source, { header }, sink) {
    const expression = linePattern(source.pattern ?? '');
    let recordNumber = 0;
    await eachLine(chunks, source.max_record_bytes, line => {
      recordNumber++;
      const fields = fieldsOf(line, expression, header, source.max_record_bytes);
      if (Array.isArray(fields)) sink.accept(joinFields(fields, cleanDialect));
      else sink.refuse({ recordNumber, ...line, raw: line.bytes, ...fields });
    });
  },
};

/** The regular expression that a whole line must fit, as Unicode where its spelling allows. Throws SyntaxError. */
export function linePattern(pattern: string): RegExp {
  return expressionOf(`^(?:${pattern})$`);
}

/** The named groups of a pattern in the order written. Throws SyntaxError. */
export function groupNames(pattern: string): string[] {
  return Object.keys(expressionOf(`${pattern}|`).exec('')?.groups ?? {});
}

function expressionOf(pattern: string): RegExp {
  const spelled = pattern.replaceAll('(?P<', '(?<');
  try {
    return new RegExp(spelled, 'u');
  } catch {
    return new RegExp(spelled);
  }
}

function fieldsOf(
  { bytes, length }: Line,
  expression: RegExp,
  names: string[],
  limit: number,
): (string | null)[] | { fault: Fault; message: string } {
  if (length > limit) return tooLong(length, limit);
  if (!isUtf8(bytes)) return { fault: 'invalid_byte', message: 'holds bytes that are not valid in the encoding' };
  const groups = expression.exec(bytes.toString())?.groups;
  if (!groups) return { fault: 'no_match', message: 'does not fit the pattern of the source' };
  return names.map(name => groups[name] ?? null);
}
