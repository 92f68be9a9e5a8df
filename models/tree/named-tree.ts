/** A node of a fitted tree, its columns by name; a leaf has no split. Plain data, so it goes through JSON. */
export interface NamedTree {
  /** The rows of the fit that came here, by class. */
  counts: number[];
  label: number;
  split?: NamedSplit;
}

/** A question: rows with a number up to `upTo`, or one of the words of `among`, or none of those of `except`, go left. */
export interface NamedSplit {
  column: string;
  upTo?: number;
  among?: string[];
  except?: string[];
  /** Where rows without a value go. */
  missing: 'left' | 'right';
  left: NamedTree;
  right: NamedTree;
}
