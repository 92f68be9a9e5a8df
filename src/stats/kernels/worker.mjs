// A thread that helps whoever sends it a memory, until that crew is closed.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ module, memory, slot }) => {
  new WebAssembly.Instance(module, { env: { memory } }).exports.help(slot);
});
