/** Whether an error of the file system carries one of these codes, e.g. `ENOENT`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes(String((error as NodeJS.ErrnoException | undefined)?.code));
}

/** Whether it is that the file system makes no links of the kind that was asked for. */
export function isLinkless(error: unknown): boolean {
  return hasCode(error, 'EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP');
}
