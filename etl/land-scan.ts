import { identifier, literal } from '../src/engine/engine.js';
import { groupedBy } from '../src/grouped.js';
import { landedValues } from './extract/landed-values.js';
import type { TextScan } from './extract/text.js';
import type { PreparedFile } from './land-file.js';

/** Sizes of the engine's buffers of text, in bytes. */
const leastBuffer = 1 << 18;
const usualBuffer = 8 << 20;
const leastLine = 1 << 16;

/**
 * One select over all records of a delivery: our columns, then the union of theirs. Files that are read alike share a scan, in
 * which a file's records are numbered from the running number less the count of the files before it, so that nothing has to be
 * sorted or held. It relies on those counts; whoever runs it checks them.
 */
export function deliverySelect(batch: string, source: string, files: PreparedFile[]): string {
  const columns = unionOf(files);
  const scans = [...groupedBy(files.filter(holdsColumns), readAlike).values()].map(
    group => `${[...oursIn(batch, source, group), ...theirsIn(columns, group)].join(', ')} from ${scanOf(group)}`,
  );
  const none = () => `${[...oursIn(batch, source, []), ...theirsIn(columns, [])].join(', ')} limit 0`;
  return (scans.length > 0 ? scans : [none()]).map(scan => `select ${scan}`).join('\nunion all\n');
}

const holdsColumns = ({ columns, entry }: PreparedFile) => columns.length > 0 || entry.rows > 0;

function unionOf(files: PreparedFile[]): string[] {
  const union = new Map<string, string>();
  for (const name of files.flatMap(file => file.columns)) {
    if (!union.has(name.toLowerCase())) union.set(name.toLowerCase(), name);
  }
  return [...union.values()];
}

function readAlike({ columns, entry, scan }: PreparedFile): string {
  if (scan.kind === 'text') return JSON.stringify([columns, textOptions(scan, columns.length)]);
  const hidesPlace = entry.header.some(name => name.toLowerCase() === 'file_index');
  return JSON.stringify([columns, scan.names, entry.types, hidesPlace && entry.path]);
}

function oursIn(batch: string, source: string, group: PreparedFile[]): string[] {
  const places = placesOf(group);
  const [first] = places;
  const isOne = places.length <= 1;
  const at = 'cast(file_index as bigint) + 1';
  const names = places.map(place => literal(place.name));
  const file = isOne ? (first ? literal(first.name) : 'null') : `list_extract([${names.join(', ')}], ${at})`;
  const before = isOne ? '0' : `list_extract([${places.map(place => place.before).join(', ')}], ${at})`;
  return landedValues({ batch, source, file, row: `row_number() over () - ${before}`, op: "'new'" });
}

/** What the scan reads, piece by piece: of which file it is, and how many records of the scan come before that file. */
function placesOf(group: PreparedFile[]): { name: string; before: number }[] {
  let count = 0;
  return group.flatMap(({ entry, scan }) => {
    const before = count;
    count += entry.rows;
    return scan.pieces.map(() => ({ name: entry.path, before }));
  });
}

function theirsIn(columns: string[], [first]: PreparedFile[]): string[] {
  const places = new Map(first?.columns.map((own, index) => [own.toLowerCase(), index]));
  return columns.map(name => {
    const index = places.get(name.toLowerCase());
    const value = first && index !== undefined ? columnValue(first, index) : first ? 'null' : 'cast(null as varchar)';
    return `${value} as ${identifier(name)}`;
  });
}

function columnValue({ scan }: PreparedFile, index: number): string {
  return identifier(scan.kind === 'text' ? textColumn(index) : (scan.names[index] ?? ''));
}

const textColumn = (index: number) => `c${index + 1}`;

function scanOf(group: PreparedFile[]): string {
  const pieces = group.flatMap(({ scan }) => scan.pieces);
  const [first] = group;
  if (first?.scan.kind === 'text') return readText({ ...first.scan, pieces }, first.columns.length);
  return `read_parquet([${pieces.map(piece => literal(piece.path)).join(', ')}], hive_partitioning = false)`;
}

/** The table function that reads text of so many columns, which it calls `c1`, `c2` … */
export function readText(scan: TextScan, width: number): string {
  return `read_csv([${scan.pieces.map(piece => literal(piece.path)).join(', ')}], ${textOptions(scan, width)})`;
}

/**
 * Everything is said, nothing is guessed: text stays text, and what stands quoted and empty is not null. Only carriage return and
 * line feed must be left to be found, since the engine reads nothing when it is told of them.
 */
function textOptions(scan: TextScan, width: number): string {
  const columns = Array.from({ length: Math.max(1, width) }, (_, index) => `${textColumn(index)}: 'varchar'`);
  const { buffer, line } = buffersFor(scan);
  return [
    'auto_detect = false',
    `columns = {${columns.join(', ')}}`,
    `delim = ${literal(scan.delimiter)}`,
    `quote = ${literal(scan.quote)}`,
    `escape = ${literal(scan.quote)}`,
    `header = ${scan.hasHeader}`,
    `compression = ${literal(scan.compression)}`,
    `buffer_size = ${buffer}`,
    `max_line_size = ${line}`,
    ...(scan.hasNewlineInQuotes ? ['parallel = false'] : []),
    ...(scan.endsInBoth ? [] : ["new_line = '\\n'"]),
    "nullstr = ''",
    'allow_quoted_nulls = false',
    'strict_mode = true',
    'ignore_errors = false',
    'hive_partitioning = false',
  ].join(', ');
}

/**
 * Several threads guess where a record begins, and are wrong where newlines and doubled quotes stand inside quotes: such text is read by one
 * (which keeps every buffer of a file until its end). A line must be much shorter than a buffer, or the engine loses its place.
 */
function buffersFor({ longestBytes, contentBytes }: TextScan): { buffer: number; line: number } {
  const line = powerAbove(longestBytes, leastLine);
  return { line, buffer: Math.max(Math.min(powerAbove(contentBytes, leastBuffer), usualBuffer), line * 4) };
}

function powerAbove(bytes: number, least: number): number {
  let power = least;
  while (power <= bytes + 3) power *= 2;
  return power;
}
