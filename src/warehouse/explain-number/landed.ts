import { latestFiles, type Manifest } from '../../../etl/manifest.js';
import type { StagedMapping } from '../../../etl/stage/mapping.js';
import { identifier, literal } from '../../engine/engine.js';
import { type EntityName, entities } from '../../project/entities.js';
import { type Cell, rowsOf } from '../../table.js';
import { columnNames, type Ground } from './ground.js';
import type { Place } from './place.js';

/** A landed file with the records in it that a number rests on. */
export interface LandedFile {
  source: string;
  batch: string;
  file: string;
  /** Of the unpacked file; null where the manifest has it no more. */
  sha256: string | null;
  records: number;
  /** Their numbers among the records of the file that could be read, the first of them. */
  rows: number[];
  /** How many records of the file could not be read, so that they have no such number; null where the manifest has it no more. */
  unread: number | null;
  /** What they say in the columns that were read for it, as it landed. */
  shown: Record<string, Cell>[];
  /** Landed columns that the audience of the report may not see. */
  withheld: string[];
}

/** What is known of what was landed. */
export interface Landing {
  manifests: Manifest[];
  mappings: StagedMapping[];
}

/** The files and record numbers of rows that are records; undefined for rows that are not. */
export async function landedFiles(ground: Ground, place: Place, landing: Landing): Promise<LandedFile[] | undefined> {
  const [source, batch, file, row] = recordColumns(ground, place, landing.mappings) ?? [];
  if (!source) return undefined;
  const found = rowsOf(
    await ground.engine.query(`select ${source} as source, ${batch} as batch, ${file} as file, count(distinct ${row}) as records,
  array_to_string(list_slice(list_sort(list_distinct(list(${row}))), 1, ${ground.limit}), ',') as numbers
from ${place.rows} group by all order by source, batch, file`),
  );
  const files: LandedFile[] = [];
  for (const one of found) files.push(await landedFile(ground, place, landing, one));
  return files;
}

/** The expressions that say which record a row is. */
function recordColumns(ground: Ground, { table }: Place, mappings: StagedMapping[]): string[] | undefined {
  const names = columnNames(ground, table) ?? [];
  const has = (wanted: string[]) => wanted.every(name => names.includes(name));
  if (!table.startsWith('stage.')) return undefined;
  if (has(['source', 'batch', 'file', 'row'])) return ['source', 'batch', 'file', '"row"'];
  if (!has(['_batch', '_file', '_row'])) return undefined;
  if (names.includes('_source')) return ['_source', '_batch', '_file', '_row'];
  const own = mappings.filter(mapping => table === `stage.${mapping.entity}_record`);
  const cases = own.map(({ ordinal, source }) => `when ${ordinal} then ${literal(source)}`);
  return cases.length > 0 ? [`case _mapping ${cases.join(' ')} end`, '_batch', '_file', '_row'] : undefined;
}

async function landedFile(
  ground: Ground,
  place: Place,
  { manifests, mappings }: Landing,
  found: Record<string, Cell>,
): Promise<LandedFile> {
  const [source, batch, file] = [found.source, found.batch, found.file].map(String) as [string, string, string];
  const own = manifests.filter(one => one.source === source && one.batch === batch);
  const entry = latestFiles(own).get(file)?.file;
  const [sha256, unread] = [entry?.sha256 ?? null, entry?.refused ?? null];
  const rows = String(found.numbers ?? '')
    .split(',')
    .filter(Boolean)
    .map(Number);
  const { open, withheld } = landedColumns(
    ground,
    place,
    mappings.filter(one => one.source === source),
  );
  const shown = place.table === 'stage.quarantine' ? [] : await records(ground, { source, batch, file, rows, open });
  return { source, batch, file, sha256, records: Number(found.records), rows, unread, shown, withheld };
}

/** The landed columns that mappings read for what is followed, less those of a class that the audience may not see. */
function landedColumns(ground: Ground, { table, columns }: Place, mappings: StagedMapping[]) {
  const entity = table.replace(/^stage\./, '').replace(/_record$/, '');
  const open = new Set<string>();
  const withheld = new Set<string>();
  for (const mapping of mappings.filter(one => one.entity === entity)) {
    for (const name of mapping.columns.map(one => one.name).filter(one => columns.includes(one))) {
      const isWithheld = entity in entities && ground.audience(`stage.${entity as EntityName}`, name) !== undefined;
      for (const landed of readFor(ground, mapping, name)) (isWithheld ? withheld : open).add(landed);
    }
  }
  return { open: [...open].filter(name => !withheld.has(name)), withheld: [...withheld] };
}

function readFor({ sources }: Ground, { entity, source }: StagedMapping, column: string): string[] {
  const record = sources.get(`stage.${entity}_record`)?.columns.find(one => one.column === column);
  return (record?.feeds ?? [])
    .filter(feed => feed.table === `raw.${source}` && !'#*'.includes(feed.column))
    .map(feed => feed.column);
}

interface Wanted {
  source: string;
  batch: string;
  file: string;
  rows: number[];
  open: string[];
}

async function records(
  { engine }: Ground,
  { source, batch, file, rows, open }: Wanted,
): Promise<Record<string, Cell>[]> {
  if (rows.length === 0 || open.length === 0) return [];
  const values = open.map(name => `cast(${identifier(name)} as varchar) as ${identifier(name)}`).join(', ');
  return rowsOf(
    await engine.query(
      `select _row, ${values} from ${identifier('raw', source)} where _batch = ? and _file = ? and _row in (${rows.join(', ')}) order by _row`,
      [batch, file],
    ),
  );
}
