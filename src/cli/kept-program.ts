import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import * as commander from 'commander';

/** The file of what the commands need, beside this one: a function that answers its modules. */
declare const PROGRAM: string;

type Modules = Record<string, () => unknown>;
type Program = (require: (name: string) => unknown, load: (name: string) => Promise<unknown>, here: string) => Modules;

/** A run that worked for so long has used most of the program; to keep it is a small part of that. */
const longWork = 500_000;
const run = 'command/run.js';
let modules: Modules | undefined;

/**
 * A module of the program. To take the text of all of them apart takes longer than most commands do: what V8 has made of it is kept
 * beside it, for this V8 and this text.
 */
export function fromProgram(name: string): unknown {
  modules ??= load(fileURLToPath(new URL(PROGRAM, import.meta.url)), name === run);
  return modules[name]?.();
}

function load(path: string, isRun: boolean): Modules {
  const keptPath = `${path}.${process.versions.v8}-${process.arch}`;
  const kept = readKept(keptPath);
  const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData: kept });
  if (isRun && (!kept || script.cachedDataRejected))
    process.once('exit', code => code === 0 && keepAfterLongWork(script, keptPath));
  const require = createRequire(path);
  // Who parses the command line and who says what it may hold are to mean the same classes.
  const given = (name: string) => (name === 'commander' ? commander : require(name));
  return (script.runInThisContext() as Program)(given, name => import(name), pathToFileURL(path).href);
}

/** V8 looks at the length alone: whether the bytes are those that were written, the sum in front of them says. */
function readKept(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const made = bytes.subarray(32);
    return sumOf(made).equals(bytes.subarray(0, 32)) ? made : undefined;
  } catch {
    return undefined;
  }
}

function keepAfterLongWork(script: Script, path: string): void {
  if (process.cpuUsage().user < longWork) return;
  const temporary = `${path}.${process.pid}`;
  try {
    const made = script.createCachedData();
    write(temporary, Buffer.concat([sumOf(made), made]));
    renameSync(temporary, path);
  } catch {
    // Where the program is installed, nothing may be written or there is no room: it goes without.
    rmSync(temporary, { force: true });
  }
}

function write(path: string, bytes: Buffer): void {
  const handle = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function sumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
