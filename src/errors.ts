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

/** The message of anything thrown; what the file system refuses, in words and with its path where that is not the one that is `named` already. */
export function messageOf(error: unknown, named?: string): string {
  if (!(error instanceof Error)) return String(error);
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  const words = syscall === 'mkdir' && code === 'EEXIST' ? fileInTheWay : refusals[code ?? ''];
  return syscall !== undefined && words !== undefined
    ? `${words}${path && path !== named ? ` (${path})` : ''}`
    : error.message;
}

const fileInTheWay = 'a file stands where a folder is wanted';
const refused = 'permission denied';

const refusals: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder, and no file',
  ENOTDIR: fileInTheWay,
  EACCES: refused,
  EPERM: refused,
  EROFS: 'the disk is mounted to be read only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'this user has used all the room that they may on the disk',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
};
