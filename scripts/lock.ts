import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The parts of package-lock.json that matter here. */
export interface Lock {
  packages: Record<string, Package>;
}

interface Package {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * The optional packages that a lock file lacks though packages in it name them, by their place in it. npm leaves out those of
 * platforms that it cannot see (npm/cli#4828), and `npm ci` then refuses the file. What each fits is read from its name.
 */
export function missingPackages({ packages }: Lock): Record<string, Package> {
  const wanted = Object.values(packages).flatMap(({ dev, optionalDependencies = {} }) =>
    Object.entries(optionalDependencies).map(([name, version]) => ({ name, version, dev })),
  );
  const missing = wanted.filter(({ name }) => !packages[`node_modules/${name}`]);
  return Object.fromEntries(
    missing.map(({ name, version, dev }) => {
      return [`node_modules/${name}`, { version, ...(dev && { dev }), optional: true, ...platform(name) }];
    }),
  );
}

/** The lock file with what was missing put in its place. */
export function completed(lock: Lock): Lock {
  const packages = Object.entries({ ...lock.packages, ...missingPackages(lock) });
  return { ...lock, packages: Object.fromEntries(packages.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function platform(name: string): Pick<Package, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return {
    os: systems.filter(system => words.includes(system)),
    cpu: processors.filter(processor => words.includes(processor)),
    ...(libc && { libc: [libc] }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  writeFileSync('package-lock.json', `${JSON.stringify(completed(lock), null, 2)}\n`);
}
