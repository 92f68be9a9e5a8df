// Preloaded into a run: kills it before its n-th change of a file, or writes how many changes there were when it ends by itself.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { CUSTOMETRY_KILL_AT: at = '0', CUSTOMETRY_COUNT_TO: countTo } = process.env;
const { writeFileSync } = fs;
let count = 0;
const changing = /^(write|append|rename|link|symlink|rm|mkdir|copyFile|chmod|fsync)/;
for (const api of [fs, fs.promises]) {
  for (const name of Object.keys(api).filter(one => changing.test(one))) {
    const original = api[name];
    if (typeof original !== 'function') continue;
    api[name] = (...given) => {
      step();
      return original(...given);
    };
  }
}
syncBuiltinESMExports();
if (countTo) process.on('exit', () => writeFileSync(countTo, String(count)));

function step() {
  count += 1;
  if (count === Number(at)) process.kill(process.pid, 'SIGKILL');
}
