import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, type SourceFile, sourceFiles } from '../scripts/house.js';

interface Door {
  /** A path from the root; the longest one that fits a file is its room. */
  room: string;
  /** Rooms whose every export may be imported, besides the room itself. */
  opens: string[];
  /** Rooms of which only types may be imported. */
  types?: string[];
  packages?: string[];
  /** Rooms of equals, each folder or file of which is a house of its own. */
  apart?: true;
}

const alone = [
  'table',
  'errors',
  'package-root',
  'column-words',
  'count',
  'share-words',
  'grouped',
  'nearest',
  'all-done',
  'local-clock',
  'moment',
  'size-text',
  'make-folders',
  'sync',
];
const ground = alone.map(name => `src/${name}.ts`);
const seam = 'src/engine/engine.ts';
/** What every model may use of the house of models. */
const sharedNames = [
  'model',
  'learnt-table',
  'mining',
  'question',
  'finding',
  'double',
  'six-decimals',
  'condition',
  'condition-words',
  'incomplete-words',
  'reserved',
  'category',
  'classes',
];
const shared = sharedNames.map(name => `models/${name}.ts`);
const vocabulary = ['calendar-names', 'calendar-years', 'entities', 'file-words', 'formats', 'source-format'].map(
  name => `src/project/${name}.ts`,
);

/** Section 3 of the design. Of the engine all may import the seam, whose only values are the two quoting functions; of the project file its vocabulary. */
const doors: Door[] = [
  { room: 'src/table.ts', opens: [], packages: ['apache-arrow'] },
  { room: 'src/errors.ts', opens: [] },
  { room: 'src/column-words.ts', opens: [] },
  { room: 'src/count.ts', opens: [] },
  { room: 'src/share-words.ts', opens: [] },
  { room: 'src/grouped.ts', opens: [] },
  { room: 'src/nearest.ts', opens: ['src/errors.ts'] },
  { room: 'src/all-done.ts', opens: [] },
  { room: 'src/local-clock.ts', opens: [] },
  { room: 'src/moment.ts', opens: [] },
  { room: 'src/size-text.ts', opens: [] },
  { room: 'src/make-folders.ts', opens: [], packages: ['node:'] },
  { room: 'src/sync.ts', opens: [], packages: ['node:'] },
  { room: 'src/package-root.ts', opens: [], packages: ['node:'] },
  {
    room: 'src/engine',
    opens: ground,
    packages: ['node:', '@duckdb/node-api', '@duckdb/node-bindings', 'apache-arrow'],
  },
  { room: 'src/plan', opens: [...ground, seam], types: ['src/engine'], packages: ['node:'] },
  { room: 'src/stats', opens: ['src/table.ts'] },
  { room: 'src/stats/kernels', opens: ['src/stats', 'src/table.ts'], packages: ['node:'] },
  { room: 'src/frame', opens: ['src/table.ts', 'src/errors.ts'], packages: ['apache-arrow', 'danfojs'] },
  {
    room: 'src/run',
    opens: ['src/errors.ts', 'src/grouped.ts', 'src/local-clock.ts', 'src/make-folders.ts', 'src/sync.ts'],
    packages: ['node:', 'croner'],
  },
  {
    room: 'src/olap',
    opens: [
      ...ground,
      seam,
      'src/stats',
      'src/project/cube/formula.ts',
      'src/project/cube/member-path.ts',
      'src/project/cube/unsaid.ts',
      'src/project/wording.ts',
    ],
    types: ['src/engine', 'src/project'],
    packages: ['node:', 'yaml', 'zod'],
  },
  {
    room: 'src/report',
    opens: [...ground, seam, 'src/stats'],
    types: ['src/engine', 'src/project'],
    packages: ['node:'],
  },
  { room: 'src/report/data/leaving.ts', opens: ['src/report/data', 'models/churn/audit.ts'] },
  {
    room: 'src/project',
    opens: ['src/errors.ts', 'src/count.ts', 'src/moment.ts', 'src/nearest.ts'],
    packages: ['node:', 'yaml', 'zod', 'croner'],
  },
  {
    room: 'etl',
    opens: [...ground, seam, ...vocabulary, 'src/plan', 'src/stats'],
    types: ['src/engine', 'src/project'],
    packages: ['node:', 'fzstd', 'xxhash-wasm'],
    apart: true,
  },
  {
    room: 'models',
    opens: [...shared, ...ground, seam, 'src/stats'],
    types: ['src/project'],
    packages: ['ml-cart', 'ml-kmeans'],
    apart: true,
  },
  {
    room: 'src/warehouse',
    opens: [
      ...ground,
      'etl',
      'models',
      'src/plan',
      'src/engine',
      'src/frame',
      'src/run',
      'src/olap',
      'src/report',
      'src/project',
    ],
    packages: ['node:', 'apache-arrow', 'nodemailer'],
  },
  {
    room: 'src/index.ts',
    opens: ['src/warehouse.ts', 'src/stats', 'src/project', 'src/olap', ...ground],
    types: ['src', 'models'],
  },
  { room: 'src/init', opens: ['etl/extract', 'src/project', 'src/engine', ...ground], packages: ['node:'] },
  {
    room: 'src/cli',
    opens: [
      'src/index.ts',
      'src/init/init.ts',
      'src/project',
      'src/errors.ts',
      'src/count.ts',
      'src/grouped.ts',
      'src/make-folders.ts',
      'src/moment.ts',
      'src/nearest.ts',
      'src/size-text.ts',
      'fixtures/demo/index.ts',
    ],
  },
  { room: 'bench', opens: ['src/index.ts', 'fixtures'] },
];

const anyPackage = ['src/cli', 'bench'];
const schemas = ['raw', 'stage', 'conform', 'dw', 'mart', 'feature', 'score', 'report'];

describe('doors', () => {
  const files = sourceFiles(['src', 'etl', 'models', 'bench'], '.ts');

  it('are read from a house that has files', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(10);
  });

  it('are those that the design page shows', () => {
    const page = readFileSync('docs/design.md', 'utf8');
    const [, shown = ''] = /\| room \| opens .*\n\|[-|]+\n((?:\|.*\n)+)/.exec(page) ?? [];
    expect(shown.trimEnd().split('\n')).toEqual(doors.map(lineOf));
  });

  it('has a sign on every room, and a room behind every sign', () => {
    expect(files.filter(file => !doorOf(file.path)).map(file => file.path)).toEqual([]);
    expect(doors.filter(({ room }) => !files.some(file => within(file.path, room))).map(({ room }) => room)).toEqual(
      [],
    );
  });

  it('lets nobody through a door that the design keeps shut', () => {
    expect(files.flatMap(trespasses)).toEqual([]);
  });

  it('notices a trespass, a type import that needs none, and a stranger', () => {
    const text = `import { run } from '../cli/main.js';\nimport type { Engine } from '../engine/engine.js';\nimport pg from 'pg';\n`;
    expect(trespasses({ path: 'src/plan/order.ts', text })).toEqual([
      'src/plan/order.ts imports src/cli/main.ts',
      'src/plan/order.ts imports pg',
    ]);
  });
});

describe('doors of sql', () => {
  const files = sourceFiles(['sql'], '.sql').filter(file => schemas.includes(file.path.split('/')[1] ?? ''));

  it('open to the left only', () => {
    expect(files.length).toBeGreaterThan(5);
    expect(files.flatMap(readsToTheRight)).toEqual([]);
  });

  it('let only stage read what was landed', () => {
    expect(files.filter(file => tablesOf(file).some(table => table.startsWith('raw.')))).toEqual([]);
  });
});

/** Rooms that are opened together, and what the design page calls them. */
const groups = new Map([
  [ground, 'ground'],
  [[seam], 'the seam'],
  [vocabulary, 'the vocabulary'],
  [shared, 'what models share'],
]);

/** A door as a line of the table of the design page. */
function lineOf({ room, opens, types = [], packages = [] }: Door): string {
  const own = [...groups].filter(([rooms]) => rooms.every(one => opens.includes(one)));
  const named = new Set(own.flatMap(([rooms]) => rooms));
  const others = opens.filter(one => !named.has(one) && one !== room);
  const cells = [
    [room].map(code),
    [...own.map(([, name]) => name), ...others.map(code)],
    types.map(code),
    anyPackage.includes(room) ? ['any'] : packages.map(name => name.replace(':', '')),
  ];
  return `| ${cells.map(cell => cell.join(', ')).join(' | ')} |`.replaceAll('|  |', '| |').replaceAll('|  |', '| |');
}

const code = (text: string) => `\`${text}\``;

interface Import {
  target: string;
  typeOnly: boolean;
}

function trespasses(file: SourceFile): string[] {
  const door = doorOf(file.path);
  if (!door) return [];
  return importsOf(file)
    .filter(one => !mayPass(file.path, door, one))
    .map(one => `${file.path} imports ${one.target}`);
}

function mayPass(path: string, door: Door, { target, typeOnly }: Import): boolean {
  if (!/^(src|etl|models|bench|fixtures|scripts)\//.test(target)) {
    return (
      anyPackage.includes(door.room) || (door.packages ?? []).some(name => target === name || isNode(name, target))
    );
  }
  if (door.opens.some(room => within(target, room))) return true;
  if (typeOnly && (door.types ?? []).some(room => within(target, room))) return true;
  if (door.apart) return isNeighbour(path, target);
  return within(target, door.room);
}

const isNode = (name: string, target: string) => name === 'node:' && target.startsWith('node:');

/** Among equals: files of one folder (or `x.ts` with its folder `x/`), lists over all of them, and another's front door. */
function isNeighbour(path: string, target: string): boolean {
  const [room, own] = path.split('/');
  if (!within(target, room ?? '')) return false;
  const other = target.split('/')[1];
  const isList = path.split('/').length === 2;
  return isList || own === other || /^[^/]+\/[^/]+\/index\.ts$/.test(target);
}

function doorOf(path: string): Door | undefined {
  return doors.filter(door => within(path, door.room)).sort((a, b) => b.room.length - a.room.length)[0];
}

const within = (path: string, room: string) => path === room || path.startsWith(`${room}/`) || path === `${room}.ts`;

function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) found.push({ target: resolve(file.path, specifier), typeOnly: isTypeOnly(node) });
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  const given = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : dynamicOf(node);
  return given && ts.isStringLiteralLike(given) ? given.text : undefined;
}

function dynamicOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  const isImport = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport ? node.arguments[0] : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) {
    const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
    return node.isTypeOnly || (named.length > 0 && named.every(one => one.isTypeOnly));
  }
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const bindings = node.importClause.namedBindings;
  const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  const isBare = node.importClause.name === undefined && named.length > 0;
  return (
    node.importClause.phaseModifier === ts.SyntaxKind.TypeKeyword || (isBare && named.every(one => one.isTypeOnly))
  );
}

function resolve(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
}

function readsToTheRight(file: SourceFile): string[] {
  const own = schemas.indexOf(file.path.split('/')[1] ?? '');
  return tablesOf(file)
    .filter(table => schemas.indexOf(table.split('.')[0] ?? '') > own)
    .map(table => `${file.path} reads ${table}`);
}

function tablesOf({ text }: SourceFile): string[] {
  const code = text.replace(/--.*$/gm, '').replace(/'[^']*'/g, '');
  return [...code.matchAll(/\b(?:from|join)\s+([a-z_]+\.[a-z_]+)/g)].map(match => match[1] ?? '');
}
