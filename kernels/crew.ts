// A crew of threads over one memory.
// Places that threads share, each on a cache line of its own.
const generation: usize = 0;
const unclaimed: usize = 64;
const finished: usize = 128;
const task: usize = 192;
const rows: usize = 196;
const isClosed: usize = 200;
const piece: usize = 204;

/** A piece of a task, by the kernel's own export of this name: the way through JavaScript is nothing beside a chunk of rows. */
@external('env', 'perform')
declare function perform(what: i32, from: u32, to: u32, slot: i32): void;

/** So often a thread looks before it sleeps: some ten microseconds. */
const looks = 20000;

/**
 * Does a task over all rows with whoever is there to help: chunks are claimed, so that a thread that comes late or is held up costs nothing.
 * Nothing is written while a claim may still be at work, and nothing can be claimed before all is written.
 */
export function run(what: i32, n: u32, chunk: u32): void {
  const chunks = (n + chunk - 1) / chunk;
  store<i32>(task, what);
  store<u32>(rows, n);
  store<u32>(piece, chunk);
  atomic.store<i32>(finished, 0);
  atomic.store<i32>(unclaimed, chunks);
  if (chunks > 1) wake();
  work(0);
  for (let done = atomic.load<i32>(finished), seen = 0; done < <i32>chunks; done = atomic.load<i32>(finished))
    if (++seen > looks) atomic.wait<i32>(finished, done, -1);
}

/** What a helper does until the crew is closed. */
export function help(slot: i32): void {
  for (let seen = 0; !atomic.load<i32>(isClosed); ) {
    const before = atomic.load<i32>(generation);
    work(slot);
    for (seen = 0; seen < looks && atomic.load<i32>(generation) == before; ) seen++;
    if (seen == looks) atomic.wait<i32>(generation, before, -1);
  }
}

export function close(): void {
  atomic.store<i32>(isClosed, 1);
  wake();
}

function wake(): void {
  atomic.add<i32>(generation, 1);
  atomic.notify(generation, -1);
}

function work(slot: i32): void {
  for (let at = atomic.sub<i32>(unclaimed, 1) - 1; at >= 0; at = atomic.sub<i32>(unclaimed, 1) - 1) {
    const n = load<u32>(rows);
    const chunk = load<u32>(piece);
    const from = <u32>at * chunk;
    perform(load<i32>(task), from, min(n, from + chunk), slot);
    const all = (n + chunk - 1) / chunk;
    if (<u32>atomic.add<i32>(finished, 1) + 1 == all) atomic.notify(finished, -1);
  }
}
