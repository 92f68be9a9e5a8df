// `npm run danfo`: installs danfojs and the packed tarball into fixtures/danfo, a project of its own, and runs its tests there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { install, npm } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const project = join(root, 'fixtures', 'danfo');
const folder = mkdtempSync(join(tmpdir(), 'custometry-danfo-'));
const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

install(root);
if (!build(root)) process.exit(1);
npm(root, ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder]);
npm(project, ['ci', '--ignore-scripts', ...quietly]);
npm(project, ['install', '--no-save', ...quietly, ...readdirSync(folder).map(name => join(folder, name))]);
process.exitCode = spawnSync(process.execPath, ['--test'], { cwd: project, stdio: 'inherit' }).status ?? 1;
