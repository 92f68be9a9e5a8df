import type { HistoryType } from '../../src/project/entities.js';

/** An attribute of a dimension as its history is kept. */
export interface Attribute {
  name: string;
  sql: string;
  type: HistoryType;
  /** Whether some mapping gives it values at all. */
  isFilled: boolean;
  /** Over the records of `stage.<dimension>`: whether a record says anything of it. Absent where every one does. */
  isTold?: string;
}
