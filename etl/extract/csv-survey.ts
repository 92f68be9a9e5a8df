import { isUtf8 } from 'node:buffer';
import { at, does, steps } from './csv-machine.js';
import { byteKinds, type Dialect } from './dialect.js';

const fieldEnds = does.field;
const { unquoted, quoted } = at;

/** What one pass over a delimited text found out, counted independently of the engine. */
export interface CsvSurvey {
  /**
   * Nothing in it that readers disagree about: valid UTF-8, every record as wide as the first, quotes only around whole fields,
   * one kind of newline (where it is two bytes, none inside quotes: the engine would guess). The rest holds only then.
   */
  isPlain: boolean;
  /** Records, the header included. */
  records: number;
  /** Fields of the first record. */
  width: number;
  longestBytes: number;
  hasNewlineInQuotes: boolean;
  /** Records end with carriage return and line feed. */
  endsInBoth: boolean;
}

/** Feeds on the pieces of a UTF-8 text without byte order mark, in order, and tells at the end what they hold. */
export function csvSurveyor(dialect: Dialect, declaredWidth?: number) {
  const kinds = byteKinds(dialect);
  const isValid = utf8Checker();
  const survey: CsvSurvey = {
    isPlain: true,
    records: 0,
    width: declaredWidth ?? 0,
    longestBytes: 0,
    hasNewlineInQuotes: false,
    endsInBoth: false,
  };
  const newlines = { lineFeed: 0, both: 0 };
  let state: number = at.record;
  let fields = 1;
  let start = 0;
  let offset = 0;

  function feed(chunk: Uint8Array): void {
    survey.isPlain &&= isValid(chunk);
    if (survey.isPlain) walk(chunk);
    offset += chunk.length;
  }

  function walk(chunk: Uint8Array): void {
    const end = chunk.length;
    const table = steps;
    const kindOf = kinds;
    let current = state;
    let inRecord = fields;
    for (let i = 0; i < end; i++) {
      let kind = kindOf[chunk[i] as number] as number;
      if (current === unquoted) while (kind === 0 && ++i < end) kind = kindOf[chunk[i] as number] as number;
      else if (current === quoted) while (kind < 2 && ++i < end) kind = kindOf[chunk[i] as number] as number;
      if (i === end) break;
      const step = table[(current << 3) | kind] as number;
      current = step & 7;
      if (step < 8) continue;
      if (step >> 3 === fieldEnds) inRecord++;
      else {
        fields = inRecord;
        act(step >> 3, chunk[i] === 0x0a, offset + i);
        inRecord = fields;
      }
    }
    state = current;
    fields = inRecord;
  }

  function act(deed: number, isLineFeed: boolean, position: number): void {
    if (deed === does.newlineInQuotes) survey.hasNewlineInQuotes = true;
    else if (deed === does.lineFeed) {
      newlines.both++;
      start = position + 1;
    } else if (deed === does.end || deed === does.blank) {
      if (isLineFeed) newlines.lineFeed++;
      endRecord(deed === does.blank, position);
    } else survey.isPlain = false;
  }

  function endRecord(isBlank: boolean, position: number): void {
    survey.width ||= isBlank ? 0 : fields;
    if (isBlank && survey.width === 0) survey.isPlain = false;
    if (!isBlank || survey.width === 1) {
      survey.records++;
      survey.isPlain &&= fields === survey.width;
    }
    survey.longestBytes = Math.max(survey.longestBytes, position - start);
    fields = 1;
    start = position + 1;
  }

  function finish(): CsvSurvey {
    if (state === at.quoted || state === at.carriageReturn) survey.isPlain = false;
    else if (state !== at.record) endRecord(false, offset);
    survey.endsInBoth = newlines.both > 0;
    survey.isPlain &&= isValid() && !(survey.endsInBoth && (newlines.lineFeed > 0 || survey.hasNewlineInQuotes));
    return survey;
  }

  return { feed, finish };
}

/** Tells of each piece whether the text is valid UTF-8 so far, and without a piece whether it ended with a whole character. */
function utf8Checker(): (chunk?: Uint8Array) => boolean {
  let rest: Uint8Array = new Uint8Array(0);
  return chunk => {
    if (!chunk) return rest.length === 0;
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const whole = wholeCharacters(bytes);
    rest = bytes.slice(whole);
    return isUtf8(bytes.subarray(0, whole));
  };
}

function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (byte < 0x80 || byte >= 0xc0) return needs > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
