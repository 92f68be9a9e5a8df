/** How a table differs from what it was when the build began. */
export interface Change {
  /** Its fingerprint then and now. */
  from: string;
  to: string;
  /** The rows that went or came, as the name of a table of the session; none where it came out the same. */
  rows?: string;
  /** Whether all of these are known to have come. */
  isGrowth?: boolean;
}

/** What has changed so far in a build, by table; tables that were made anew without a look at what they were before are missing. */
export type Changes = Map<string, Change>;
