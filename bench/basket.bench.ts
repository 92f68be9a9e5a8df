import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Figures, race } from './race.js';
import { against, type Claim, within } from './results.js';

const data = resolve('..', 'shared', 'data');

/** What rules and next products add to a first run: of Online Retail; with `--long` also of a million baskets. */
export function basket(isLong: boolean): Claim[] {
  const folder = mkdtempSync(join(tmpdir(), 'custometry-bench-'));
  try {
    return [
      ...(existsSync(join(data, 'online-retail')) ? [onlineRetail(folder)] : []),
      ...(isLong ? [million(folder)] : []),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onlineRetail(folder: string): Claim {
  const text = readFileSync('fixtures/online-retail/custometry.yaml', 'utf8');
  const [plain, full] = [project(folder, 'plain', text), project(folder, 'full', `${text}\nbasket: {}\n`)];
  const [other, own] = both(plain, full, ['--set', `data=${data}`], 3);
  return within('rules and next products, Online Retail, beside the run without', own, own.wall - other.wall, 4, 's');
}

/** Four million lines, which takes minutes. */
function million(folder: string): Claim {
  const company = join(folder, 'company');
  race([{ name: 'data', command: ['node', 'bench/basket-data.mjs', company, '1000000'] }], 1);
  const [other, own] = both(company, join(company, 'with'), [], 1);
  return against('a first run with rules and next products, a million baskets', own, other);
}

function project(folder: string, name: string, text: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'custometry.yaml'), text);
  return join(folder, name);
}

function both(plain: string, full: string, words: string[], rounds: number): [Figures, Figures] {
  const run = (name: string, folder: string) => ({
    name,
    command: ['node', 'dist/bundle/main.js', 'run', '--quiet', '-p', folder, '--state', `${folder}-state`, ...words],
    before: () => rmSync(`${folder}-state`, { recursive: true, force: true }),
  });
  return race([run('without them', plain), run('with them', full)], rounds) as [Figures, Figures];
}
