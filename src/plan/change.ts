/** How a table differs from what it was when the build began. */
export interface Change {
  /** Its fingerprint then and now. */
  from: string;
  to: string;
  /** The rows that went or came, as SQL names a relation of the session; none where it came out the same. */
  rows?: string;
  /** Whether all of these are known to have come. */
  isGrowth?: boolean;
  /** The same, and how many more of each there are now (`_came`), where that is known. */
  signed?: string;
  /** Where only parts were made anew: what they have come to. */
  parts?: MadeParts;
}

/** Parts of a table that were made anew, as tables of the session: which, by their values of some columns, and all rows that they now have. */
export interface MadeParts {
  by: string[];
  values: string;
  rows: string;
}

/** What has changed so far in a build, by table; tables that were made anew without a look at what they were before are missing. */
export type Changes = Map<string, Change>;
