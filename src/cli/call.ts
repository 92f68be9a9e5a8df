import type { Command } from 'commander';
import type { Globals } from './globals.js';

/** What a command was called with. */
export interface Call<Options = object> {
  args: string[];
  options: Options & Globals;
}

/** What commander calls. */
export type Action = (...given: unknown[]) => Promise<void>;

/** An action of commander that reads its call from the command; arguments that were left out are missing from `args`. */
export function onCall<Options>(work: (call: Call<Options>) => Promise<void>): Action {
  return (...given) => {
    const command = given.at(-1) as Command;
    return work({ args: command.args, options: command.optsWithGlobals<Options & Globals>() });
  };
}
