import { InvalidArgumentError, Option } from 'commander';
import { durationMs } from '../project/duration.js';

/** `--wait <time>`, in milliseconds: how long a run waits for another to end. */
export function waitOption(): Option {
  return new Option('--wait <time>', 'wait so long for another run to end, such as 10m').argParser((given: string) => {
    const wait = durationMs(given);
    if (Number.isNaN(wait)) throw new InvalidArgumentError('A time is written like 30s, 10m or 2h.');
    return wait;
  });
}
