import type { Source } from '../../src/project/schema.js';
import { cleanCsv } from './csv-clean.js';
import { csvHeader, headerFinder } from './csv-header.js';
import { csvSurveyor } from './csv-survey.js';
import { startsWithMark } from './decode.js';
import type { Dialect } from './dialect.js';
import type { TextReader, TextSurvey } from './text-reader.js';

/** Delimited text by RFC 4180, with any one ASCII delimiter and quote, and any newline. */
export function csvReader(delimiter: string): TextReader {
  return {
    async survey(chunks, source, path) {
      const dialect = dialectOf(source, delimiter);
      const surveyor = csvSurveyor(dialect, source.columns?.length);
      const finder = headerFinder(dialect, source.max_record_bytes);
      let hasTwoMarks: boolean | undefined;
      for await (const chunk of chunks) {
        hasTwoMarks ??= startsWithMark(chunk);
        finder.feed(chunk);
        surveyor.feed(chunk);
      }
      const survey: TextSurvey = { header: csvHeader(finder.finish(), source, dialect, path), dialect };
      const { isPlain, records, width: _, ...shape } = surveyor.finish();
      if (!isPlain || hasTwoMarks || shape.longestBytes > source.max_record_bytes) return survey;
      const rows = Math.max(0, records - (source.header ? 1 : 0));
      return { ...survey, plain: { rows, hasHeader: source.header, ...shape } };
    },
    clean(chunks, source, { header, dialect }, sink) {
      const { max_record_bytes: maxRecordBytes, header: hasHeader } = source;
      return cleanCsv(chunks, { ...dialect, width: header.length, hasHeader, maxRecordBytes }, sink);
    },
  };
}

function dialectOf(source: Source, delimiter: string): Dialect {
  return { delimiter: source.delimiter ?? delimiter, quote: source.quote };
}
