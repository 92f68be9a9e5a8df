/** Whether whoever waits wants no more. */
@external('env', 'isStopped')
declare function asked(): bool;

let nodes: u32 = 0;
let stopped: bool = false;

export function start(): void {
  stopped = false;
}

/** Ends the search without being asked. */
export function halt(): void {
  stopped = true;
}

/** Asks every so often. */
export function isStopped(): bool {
  if ((++nodes & 1023) === 0 && !stopped) stopped = asked();
  return stopped;
}
