/** A table of the stage with the select that makes it and the sources whose batches it depends on. */
export interface StageTable {
  table: string;
  kind: 'table' | 'view';
  sentence: string;
  key: string[];
  select: string;
  sources: string[];
}
