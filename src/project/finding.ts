import type { Path } from './path.js';

/** Something wrong with the project file, before its place is known. */
export interface Finding {
  path: Path;
  message: string;
  /** `key`: the key itself is wrong; `missing`: there is nothing at the path; `value` (default): what stands there is wrong. */
  at?: 'key' | 'missing' | 'value';
  found?: string;
  nearest?: string;
  /** What is missed elsewhere: the finding goes without saying when that place is broken itself. */
  about?: Path;
}
