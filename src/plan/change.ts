/** How a table differs from what it was when the build began. */
export interface Change {
  /** Its fingerprint then and now. */
  from: string;
  to: string;
  /** The rows that went or came, as the name of a table of the session; none where it came out the same. */
  rows?: string;
  /** Whether all of these are known to have come. */
  isGrowth?: boolean;
  /** A select with those of them that came and none that went; only of tables with a key. */
  fresh?: string;
}

/** What has changed so far in a build, by table; tables that were made anew without a look at what they were before are missing. */
export type Changes = Map<string, Change>;
