import { isUtf8 } from 'node:buffer';
import { CliError, exitCode } from '../../src/errors.js';
import { tooLong } from './csv-clean.js';
import { joinFields } from './csv-fields.js';
import { cleanDialect } from './dialect.js';
import { jsonMembers, type Member } from './json-members.js';
import { eachLine, type Line } from './line-reader.js';
import type { Fault } from './refusal.js';
import type { TextReader } from './text-reader.js';

type Judged = { members: Member[] } | { fault: Fault; message: string };

/** One JSON object per line. Its columns are those that the source declares, then the keys of all its objects, in the order in which they first come. */
export const ndjsonReader: TextReader = {
  async survey(chunks, source, path) {
    const declared = source.columns ?? [];
    const keys = new Set<string>();
    let isFirst = true;
    await eachLine(chunks, source.max_record_bytes, line => {
      if (isFirst && line.bytes.toString('latin1').trimStart().startsWith('[')) throw notLines(path);
      isFirst = false;
      const judged = judge(line, source.max_record_bytes);
      if ('members' in judged) for (const [key] of judged.members) keys.add(key);
    });
    const absent = declared.filter(key => !keys.has(key));
    const header = [...new Set([...declared, ...keys])];
    return { header, dialect: cleanDialect, ...(absent.length > 0 && { absent }) };
  },
  async clean(chunks, source, { header }, sink) {
    let recordNumber = 0;
    await eachLine(chunks, source.max_record_bytes, line => {
      recordNumber++;
      const judged = judge(line, source.max_record_bytes);
      if ('fault' in judged) return sink.refuse({ recordNumber, ...line, raw: line.bytes, ...judged });
      const values = new Map(judged.members);
      sink.accept(
        joinFields(
          header.map(key => values.get(key) ?? null),
          cleanDialect,
        ),
      );
    });
  },
};

function notLines(path: string): CliError {
  return new CliError(
    `${path} is a JSON array, not one object per line`,
    exitCode.source,
    `write it as lines first, e.g. with jq -c '.[]'`,
  );
}

function judge({ bytes, length }: Line, limit: number): Judged {
  if (length > limit) return tooLong(length, limit);
  if (!isUtf8(bytes)) return { fault: 'invalid_byte', message: 'holds bytes that are not valid in the encoding' };
  try {
    return judgeMembers(jsonMembers(bytes.toString()));
  } catch {
    return { fault: 'invalid_json', message: 'is not valid JSON' };
  }
}

function judgeMembers(members: Member[] | undefined): Judged {
  if (!members) return { fault: 'not_an_object', message: 'is JSON, but not an object' };
  const keys = new Set<string>();
  for (const [key, value] of members) {
    if (keys.has(key)) return { fault: 'duplicate_key', message: `has the key ${JSON.stringify(key)} more than once` };
    if (/\p{Surrogate}/u.test(`${key} ${value}`)) {
      return { fault: 'invalid_json', message: `the value of ${JSON.stringify(key)} is half a character` };
    }
    keys.add(key);
  }
  return { members };
}
