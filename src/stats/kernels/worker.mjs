// A thread that helps whoever sends it a memory, until that crew is closed.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ module, memory, slot }) => {
  const perform = (...piece) => instance.exports.perform(...piece);
  const instance = new WebAssembly.Instance(module, { env: { memory, perform } });
  instance.exports.help(slot);
});
