/** A refused record as somebody mended it: its columns, or `_raw`, the text of one that the parser refused. */
export interface MendedRecord {
  source: string;
  batch: string;
  file: string;
  row: number;
  rule: string;
  record: Record<string, unknown>;
}

/** Tells refused records apart: what the parser refused has numbers of its own. */
export function placeKey({ source, batch, file, row, rule }: Omit<MendedRecord, 'record'>): string {
  return JSON.stringify([source, batch, file, row, rule === 'structure']);
}

/** Whether two records say the same. */
export function isSame(one: MendedRecord, other: MendedRecord | undefined): boolean {
  const sorted = ({ record }: MendedRecord) =>
    JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  return other !== undefined && sorted(one) === sorted(other);
}
