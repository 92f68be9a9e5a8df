import { Worker } from 'node:worker_threads';

const helpers: Worker[] = [];

/** So many threads, started when they are first wanted. They do not keep the process alive; one that cannot start is done without. */
export function helping(count: number): Worker[] {
  while (helpers.length < count) {
    const helper = new Worker(new URL('./worker.mjs', import.meta.url), { execArgv: [] });
    helper.on('error', () => helpers.splice(helpers.indexOf(helper), 1));
    helper.unref();
    helpers.push(helper);
  }
  return helpers.slice(0, count);
}
