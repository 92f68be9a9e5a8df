import pc from 'picocolors';

/** Colours for one stream: only on a terminal, never with NO_COLOR or a dumb one. */
export function colours(stream: { isTTY?: boolean }): ReturnType<typeof pc.createColors> {
  const { NO_COLOR, TERM } = process.env;
  return pc.createColors(stream.isTTY === true && !NO_COLOR && TERM !== 'dumb');
}
