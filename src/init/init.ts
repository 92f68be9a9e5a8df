import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { count } from '../count.js';
import { type DuckDb, openDuckDb } from '../engine/duckdb.js';
import { CliError, exitCode } from '../errors.js';
import { amountChecks } from './amount-checks.js';
import { withoutCancelled } from './cancelled.js';
import { completeOrderLine } from './complete.js';
import { withNumbersAbove } from './continued.js';
import { countedOnce } from './counted-once.js';
import { currencyOf } from './currency.js';
import { embedded } from './embedded.js';
import { entityOf } from './entity-fields.js';
import { type Group, groupsOf } from './groups.js';
import { type Looked, look } from './look.js';
import { withMinusInFront } from './minus-behind.js';
import { headOf } from './order-head.js';
import { withOwnNumbers } from './order-number.js';
import { projectText } from './project-text.js';
import { type Proposal, propose } from './propose.js';
import { withRequired } from './required.js';
import { withReturns } from './returned.js';
import { sold } from './sold.js';
import { freeName, nameFrom } from './spelling.js';
import { bySpokenNumber } from './spoken-number.js';
import { tellReturns } from './taken-back.js';

/** What a look at files came to. */
export interface Initial {
  /** The project file. */
  text: string;
  files: { file: string; source: string | null; entity: string | null; records: number; note: string }[];
  entities: string[];
  /** What is to be looked at by a person. */
  checks: number;
  /** What a person has to decide so that the figures are right. */
  decisions: string[];
  /** What of the rest is about which records count, and how much. */
  amounts: string[];
}

const mostRecords = 100_000;
/** Folders that a project writes, and those of other programs. */
const notData =
  /^(?:\.|custometry\.ya?ml$|node_modules$|landing$|decisions$|generations$|ledger$|reports$|cubes$|lock$)/;
const readable = /\.(?:csv|tsv|tab|txt|ndjson|jsonl|parquet)(?:\.(?:gz|zst|zstd))?$/i;
const notLookedInto =
  'its name does not end as one of records (.csv, .tsv, .tab, .txt, .ndjson, .jsonl, .parquet); name the file itself to have it looked into';

/** Looks at files, and those of folders, and drafts the project file of `folder`. Throws CliError where there is none to look at. */
export async function initial(folder: string, given: string[]): Promise<Initial> {
  const named = given.map(path => resolve(path));
  const paths = [...new Set((given.length > 0 ? named : [folder]).flatMap(path => filesOf(resolve(path))))].sort();
  const isLookedInto = (path: string) => readable.test(path) || named.includes(path);
  if (paths.length === 0) {
    const what = `no file of CSV, TSV, NDJSON, Parquet or text in ${given.length > 0 ? given.join(', ') : folder}`;
    throw new CliError(what, exitCode.usage, 'name files or a folder: custometry init FOLDER');
  }
  const mostRows = Math.max(200, Math.ceil(mostRecords / paths.filter(isLookedInto).length));
  const looked: (Looked | string)[] = [];
  let opened: Promise<DuckDb> | undefined;
  const engine = () => (opened ??= openDuckDb());
  for (const path of paths) looked.push(isLookedInto(path) ? await look(path, mostRows, engine) : notLookedInto);
  await (await opened)?.close();
  const readableFiles = looked.filter(one => typeof one !== 'string');
  if (readableFiles.length === 0) throw nothingReadable(paths, looked as string[]);
  const groups = groupsOf(readableFiles, resolve(folder));
  const all = proposalsOf(groups);
  nameSystems(groups, all);
  const { proposals: counted, decisions } = countedOnce(all, groups);
  const proposals = counted.map(one => withMinusInFront(withNumbersAbove(one, groups), groups));
  const text = projectText({ folder: resolve(folder), groups, proposals, ...currencyFound(groups) });
  const sources = new Map(groups.flatMap(({ name, files }) => files.map(({ path }) => [path, name] as const)));
  const files = paths.map((path, at) => fileLine(path, looked[at] as Looked | string, sources, proposals));
  return {
    text,
    files,
    entities: [...new Set(proposals.map(({ entity }) => entity))],
    checks: text.split('# check:').length - 1,
    decisions,
    amounts: amountChecks(proposals, decisions),
  };
}

function nothingReadable(paths: string[], reasons: string[]): CliError {
  const shown = paths.slice(0, 5).map((path, at) => `${basename(path)}: ${reasons[at]}`);
  return new CliError(
    `no file has records that can be read\n  ${shown.join('\n  ')}`,
    exitCode.usage,
    'name other files: custometry init FILE',
  );
}

function currencyFound(groups: Group[]) {
  const currency = currencyOf(groups);
  return currency ? { currency } : {};
}

/** `above` are the folders that were gone through: a link that leads back to one holds nothing else. */
function filesOf(path: string, above: string[] = []): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CliError(`there is no ${path}`, exitCode.usage, 'name files or folders that exist');
  if (!found.isDirectory()) return [path];
  const own = realpathSync(path);
  if (above.includes(own)) return [];
  return readdirSync(path)
    .filter(name => !notData.test(name))
    .map(name => join(path, name))
    .flatMap(inner => {
      const stats = statSync(inner, { throwIfNoEntry: false });
      if (stats?.isDirectory()) return filesOf(inner, [...above, own]);
      return stats?.isFile() ? [inner] : [];
    });
}

function proposalsOf(groups: Group[]): Proposal[] {
  const heads = new Map<string, Proposal>();
  const isTakenBack = tellReturns(groups);
  const found = groups.flatMap(group => {
    const entity = group.only === undefined ? entityOf(group) : undefined;
    if (entity === undefined) return [];
    const proposal = propose(bySpokenNumber(group, entity, groups), entity);
    if (entity !== 'order_line') return [proposal];
    const head = headOf(proposal, group, groups);
    if (head) heads.set(head.source, head);
    const line = completeOrderLine(head ? { ...proposal, hasHead: true } : proposal, group, groups);
    const headGroup = groups.findLast(({ name }) => name === head?.source);
    const read = withReturns(sold(line, group), group, head && headGroup && { proposal: head, group: headGroup });
    return withoutCancelled(read, group, isTakenBack).map(one => withOwnNumbers(one, group));
  });
  const others = found.filter(({ entity, source }) => entity !== 'order_header' || !heads.has(source));
  const proposals = [...heads.values(), ...others];
  const lines = proposals.filter(({ entity }) => entity === 'order_line');
  for (const entity of ['customer', 'product', 'store'] as const) {
    if (proposals.some(one => one.entity === entity)) continue;
    for (const line of lines) {
      const group = groups.find(({ name }) => name === line.source);
      const found = group && embedded(group, line, entity);
      if (found) proposals.push(found);
    }
  }
  return proposals.map(withRequired);
}

/** Where two folders have files of customers, each is a system whose numbers are its own. */
function nameSystems(groups: Group[], proposals: Proposal[]): void {
  const folderOf = ({ patterns: [pattern = ''] }: Group) => dirname(pattern);
  const own = groups.filter(({ name }) => proposals.some(one => one.entity === 'customer' && one.source === name));
  if (new Set(own.map(folderOf)).size < 2) return;
  const systems = new Map<string, string>();
  for (const folder of new Set(groups.map(folderOf))) {
    const taken = [...systems.values()];
    systems.set(
      folder,
      freeName(nameFrom(basename(folder)) || 'main', name => taken.includes(name)),
    );
  }
  for (const group of groups) group.system = systems.get(folderOf(group)) ?? 'main';
}

function fileLine(
  path: string,
  looked: Looked | string,
  sources: Map<string, string>,
  proposals: Proposal[],
): Initial['files'][number] {
  const file = basename(path);
  if (typeof looked === 'string') return { file, source: null, entity: null, records: 0, note: looked };
  const source = sources.get(path) ?? null;
  const entity = [...new Set(proposals.filter(one => one.source === source).map(one => one.entity))].join(', ') || null;
  const notes = [
    ...(looked.refused > 0 ? [`${count(looked.refused, 'record')} not as wide as its header`] : []),
    ...(looked.isPart ? ['the beginning'] : []),
  ];
  return { file, source, entity, records: looked.rows.length, note: notes.join('; ') };
}
