import { Option } from 'commander';

/** `--engine`: who does the mathematics of a fit. */
export function engineOption(reference: string): Option {
  return new Option('--engine <engine>', `what fits it: our own, or for reference ${reference} (default: own)`).choices(
    ['own', 'reference'],
  );
}
