import type { Source } from '../../src/project/schema.js';
import type { Dialect } from './dialect.js';
import type { RecordSink } from './record-sink.js';

/** What the engine must be told about a text that it reads. */
export interface TextShape {
  hasHeader: boolean;
  longestBytes: number;
  hasNewlineInQuotes: boolean;
  /** Records end with carriage return and line feed, not with a line feed alone. */
  endsInBoth: boolean;
}

/** What a first look at a text found: its columns, and how the engine may read it as it is, where it may. */
export interface TextSurvey {
  /** The names as the text has them; empty where it holds nothing at all. */
  header: string[];
  /** Those of them that the source declares and no record has, where there are any. */
  absent?: string[];
  /** The dialect of the text, or of the clean text made of it. */
  dialect: Dialect;
  /** Present where every reader must agree on every record. */
  plain?: TextShape & { rows: number };
}

/** A kind of text file. Both functions read UTF-8 without byte order mark, once from beginning to end, in bounded memory. */
export interface TextReader {
  /** Throws CliError (source) where no record can be told from another; `path` is for its message. */
  survey(chunks: AsyncIterable<Uint8Array>, source: Source, path: string): Promise<TextSurvey>;
  /** Puts every record into the sink, accepted or refused, in order. */
  clean(chunks: AsyncIterable<Uint8Array>, source: Source, survey: TextSurvey, sink: RecordSink): Promise<void>;
}
