import { stat } from 'node:fs/promises';
import { openPacked, unpackedBytes } from '../../etl/extract/bytes.js';
import { columnNames } from '../../etl/extract/column-names.js';
import { splitFields } from '../../etl/extract/csv-fields.js';
import { decoded } from '../../etl/extract/decode.js';
import type { Dialect } from '../../etl/extract/dialect.js';
import { textReaders } from '../../etl/extract/source-format.js';
import type { Engine } from '../engine/engine.js';
import { messageOf } from '../errors.js';
import type { Source } from '../project/schema.js';
import { sourceFormat } from '../project/source-format.js';
import { sourceSchema } from '../project/source-schema.js';
import { encodingOf } from './encoding.js';
import { lookParquet, type SchemaType } from './look-parquet.js';

/** The beginning of a file, as the landing would read it. */
export interface Looked {
  path: string;
  /** What a source must say so that it is read so; defaults are left out. */
  reading: Partial<Pick<Source, 'format' | 'encoding' | 'delimiter' | 'header'>>;
  columns: string[];
  /** Of columns that have one by themselves. */
  types?: SchemaType[];
  rows: (string | null)[][];
  /** Records of the beginning that the reader refuses. */
  refused: number;
  /** Whether there is more of it than was looked at. */
  isPart: boolean;
  /** Whether any encoding of a byte per letter would do. */
  isAscii: boolean;
}

/** Looks at no more of a file than this. */
const mostBytes = 4 << 20;
const delimiters = [',', ';', '\t', '|'];

/** Looks at the beginning of a file; a sentence where it cannot be read as records. Only Parquet asks for the engine. */
export async function look(path: string, mostRows: number, engine: () => Promise<Engine>): Promise<Looked | string> {
  try {
    const format = sourceFormat({ files: [path] }) ?? 'csv';
    if (format === 'parquet') return await lookParquet(await engine(), path, mostRows);
    const { bytes, isPart } = await beginning(path);
    if (bytes.length === 0) return 'it is empty';
    const encoding = encodingOf(bytes);
    if (format === 'ndjson') return await read(path, bytes, { encoding }, { mostRows, isPart });
    return await bestDelimiter(path, bytes, encoding, { mostRows, isPart });
  } catch (error) {
    return messageOf(error);
  }
}

interface Limits {
  mostRows: number;
  isPart: boolean;
}

async function beginning(path: string): Promise<{ bytes: Buffer; isPart: boolean }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of unpackedBytes(await openPacked(path, (await stat(path)).size), () => {})) {
    pieces.push(piece);
    size += piece.length;
    if (size > mostBytes) break;
  }
  const all = Buffer.concat(pieces);
  const end = size > mostBytes ? all.lastIndexOf(0x0a, mostBytes) : size;
  return { bytes: all.subarray(0, end), isPart: size > mostBytes };
}

/** The delimiter by which most records are as wide as the header, which has more than one column; the widest of equals. */
async function bestDelimiter(path: string, bytes: Buffer, encoding: Source['encoding'], limits: Limits) {
  const ends = sourceFormat({ files: [path] });
  const tries: Looked[] = [];
  for (const delimiter of delimiters) {
    const options = ends === undefined ? { format: 'csv' as const, encoding, delimiter } : { encoding, delimiter };
    const found = await read(path, bytes, options, limits).catch(messageOf);
    if (typeof found !== 'string' && found.columns.length > 1) tries.push(found);
  }
  const fitting = ({ rows, refused }: Looked) => rows.length / Math.max(1, rows.length + refused);
  const [best] = tries.sort((a, b) => fitting(b) - fitting(a) || b.columns.length - a.columns.length);
  if (best?.rows.length === 0 && best.refused === 0) return 'it has a header and no records';
  if (!best || fitting(best) < 0.5)
    return titleAbove(bytes) ?? 'no delimiter among , ; | and tab makes records of equal width of it';
  const usual = ends === 'tsv' ? '\t' : ',';
  if (best.reading.delimiter === usual) delete best.reading.delimiter;
  return best;
}

/** A sentence where the beginning has lines above its header, as reports have. */
function titleAbove(bytes: Buffer): string | undefined {
  const lines = bytes.toString('latin1').trimEnd().split(/\r?\n/).slice(0, 30);
  for (const delimiter of delimiters) {
    const widths = lines.map(line => line.split(delimiter).length);
    const widest = Math.max(...widths);
    const above = widths.indexOf(widest);
    const alike = widths.slice(above).filter(width => width === widest);
    if (widest < 3 || above === 0 || alike.length < 3 || alike.length < (lines.length - above) * 0.8) continue;
    return `its header is line ${above + 1}: take out what stands above it`;
  }
  return undefined;
}

async function read(path: string, bytes: Buffer, options: Looked['reading'], limits: Limits): Promise<Looked> {
  const source = sourceSchema.parse({ files: path, ...options });
  const format = options.format ?? sourceFormat({ files: [path] }) ?? 'csv';
  const reader = textReaders[format as keyof typeof textReaders];
  const survey = await reader.survey(text(bytes, source), source, path);
  if (survey.header.length > 0 && format !== 'ndjson' && isData(survey.header)) source.header = false;
  const header = source.header ? survey.header : survey.header.map((_, index) => `column_${index + 1}`);
  const { names: columns } = columnNames(header);
  const records: (string | null)[][] = [];
  let refused = 0;
  await reader.clean(text(bytes, source), source, survey, {
    accept: record => void (records.length < limits.mostRows && records.push(fieldsOf(record, survey.dialect))),
    refuse: () => void refused++,
  });
  const { encoding, delimiter } = options;
  const reading = {
    ...(options.format && { format: options.format }),
    ...(encoding !== 'utf-8' && { encoding }),
    ...(delimiter && { delimiter }),
    ...(source.header ? {} : { header: false }),
  };
  const isPart = limits.isPart || records.length >= limits.mostRows;
  const isAscii = encoding === 'utf-8' && bytes.every(byte => byte < 0x80);
  return { path, reading, columns, rows: records, refused, isPart, isAscii };
}

const text = (bytes: Buffer, source: Source) => decoded(once(bytes), source.encoding);

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function fieldsOf(record: Uint8Array | string, dialect: Dialect): (string | null)[] {
  const line = typeof record === 'string' ? Buffer.from(record) : Buffer.from(record);
  let end = line.length;
  while (end > 0 && (line[end - 1] === 0x0a || line[end - 1] === 0x0d)) end--;
  return splitFields(line.subarray(0, end), dialect);
}

/** A first record that holds a number or a date is no header. */
const isData = (header: string[]) => header.some(name => /^\s*[-+]?[\d.,:/-]*\d[\d.,:/-]*\s*$/.test(name));
