import { spawnSync } from 'node:child_process';

/** The versions of Python and these packages in words; undefined where one is not installed. */
export function pythonWith(...packages: string[]): string | undefined {
  const script = `import sys, importlib.metadata as m; print(sys.version.split()[0], *[p + ' ' + m.version(p) for p in ${JSON.stringify(packages)}])`;
  const { status, stdout } = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
  return status === 0 ? `Python ${stdout.trim()}` : undefined;
}
