/** What a command ends with. The numbers are part of the public interface. */
export const exitCode = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  project: 3,
  source: 4,
  lockBusy: 5,
  resources: 6,
  internal: 7,
  interrupted: 130,
} as const;

/** An error a person can act on: what happened and where, an exit code, and the next step as a hint. */
export class CliError extends Error {
  override readonly name = 'CliError';
  constructor(
    message: string,
    readonly code: number,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An engine refused a statement: the table being made (if any), the SQL, and the engine's own error as cause. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  constructor(
    message: string,
    readonly sql: string,
    readonly table?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
