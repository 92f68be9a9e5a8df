import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes node_modules what package-lock.json says; does nothing where npm's own record of it agrees. */
export function install(root) {
  if (isInstalled(root)) return;
  process.stderr.write('installing what package-lock.json says\n');
  npm(root, ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Runs npm in `root` and ends the process when it fails. */
export function npm(root, words) {
  const own = process.env.npm_execpath;
  const [command, first] = own ? [process.execPath, [own]] : ['npm', []];
  const { status, error } = spawnSync(command, [...first, ...words], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  process.stderr.write(`npm ${words[0]} failed${error ? `: ${error.message}` : ''}\n`);
  process.exit(status ?? 1);
}

function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(record);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !present[path]),
  );
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}
