import type { ForeseenBatch } from '../../etl/land-foresee.js';
import { countedFiles, type Manifest } from '../../etl/manifest.js';
import { besideData, rawView } from '../../etl/raw-view.js';
import type { DatedDelivery } from '../../etl/stage/batch.js';
import { groupedBy } from '../grouped.js';

/** A session view over landed files, and what its content follows from. */
export interface LandedView {
  table: string;
  files: string[];
  condition?: string;
  content: string[];
  /** The files whose records it shows. */
  counted: { batch: string; path: string }[];
}

/** The views of landed files, and what each batch delivered. */
export interface LandedViews {
  tables: LandedView[];
  deliveries: DatedDelivery[];
}

/**
 * The views of every source that delivered anything; versions of files that were superseded are left out. With batches that are
 * only foreseen they have the columns that they will have, and none of their records.
 */
export function landedViews(
  landing: string,
  manifests: Manifest[],
  later: Manifest[] = [],
  foreseen: ForeseenBatch[] = [],
): LandedViews {
  const all = [...manifests, ...foreseen.map(({ manifest }) => manifest)];
  const sources = [...new Set(all.map(manifest => manifest.source))].sort();
  const views = sources.map(source =>
    sourceViews(
      landing,
      source,
      manifests.filter(manifest => manifest.source === source),
      later.filter(manifest => manifest.source === source),
      foreseen.filter(({ manifest }) => manifest.source === source),
    ),
  );
  return { tables: views.flatMap(view => view.tables), deliveries: views.flatMap(view => view.deliveries) };
}

function sourceViews(
  landing: string,
  source: string,
  manifests: Manifest[],
  later: Manifest[],
  foreseen: ForeseenBatch[],
) {
  const coming = foreseen.map(({ manifest }) => manifest);
  const { files, condition } = rawView(landing, [...manifests, ...coming], later);
  const seen = [...files, ...foreseen.map(({ columns }) => columns)];
  const counted = countedFiles(manifests);
  const content = counted.map(
    ({ batch, file }) => `${batch} ${file.path} ${file.sha256}${file.erased ? ` less ${file.erased}` : ''}`,
  );
  const shown = counted.map(({ batch, file }) => ({ batch, path: file.path }));
  const beside = besideData(landing, manifests);
  const tables = [
    { table: `raw.${source}`, files: seen, condition, content, counted: shown },
    { table: `raw.${source}__refused`, files: beside.refused, condition, content, counted: shown },
    { table: `raw.${source}__repeats`, files: beside.repeats, condition, content, counted: shown },
  ];
  const filesOf = groupedBy(counted, one => one.batch);
  const told = manifests.length > 0 ? manifests : coming;
  const deliveries = told.map(({ batch, landed_at }) =>
    delivery(
      { source, batch, landed_at },
      (filesOf.get(batch) ?? []).map(one => one.file),
    ),
  );
  return { tables: tables.filter(table => table.files.length > 0), deliveries };
}

function delivery(of: Pick<Manifest, 'source' | 'batch' | 'landed_at'>, files: Manifest['files']): DatedDelivery {
  const sum = (name: 'rows' | 'refused' | 'repeats' | 'erased') =>
    files.reduce((total, file) => total + (file[name] ?? 0), 0);
  return { ...of, rows: sum('rows'), refused: sum('refused'), repeats: sum('repeats'), erased: sum('erased') };
}
