import { type Document, isAlias, isMap, isPair, isSeq, type Node, visit } from 'yaml';
import { checkProject } from './check/project.js';
import type { YamlDocument } from './document.js';
import type { Finding } from './finding.js';
import { nodeAt, ownerOf, pairOf } from './node.js';
import { type Path, pathText, within } from './path.js';
import { placeholder } from './placeholder.js';
import type { ProjectIssue } from './project-error.js';
import { type ProjectFile, projectSchema } from './schema.js';
import { wordIssue } from './wording.js';

/** What a document says: a project file when nothing is wrong, and otherwise everything that is. */
export interface Diagnosis {
  config?: ProjectFile;
  issues: Omit<ProjectIssue, 'file'>[];
}

/**
 * Reads a document by the schema and the checks beyond it. So that all that is wrong is found at once, what is wrong is mended
 * (a misspelt key is renamed, a missing value replaced by the smallest that passes, a wrong one taken out) and the rest read again,
 * until it passes. `before` is what was found already.
 */
export function diagnose(yaml: YamlDocument, before: Finding[] = []): Diagnosis {
  const issues = new Map<string, Diagnosis['issues'][number]>();
  const known: Path[] = [];
  const original = numbering(yaml);
  const add = (finding: Finding) => {
    const path = original(finding.path);
    if (known.some(place => followsFrom(place, path, finding.about && original(finding.about)))) return;
    const issue = located(yaml, finding, path);
    const { line, column, message } = issue;
    const key = `${line}:${column} ${finding.at === 'missing' ? issue.path : ''} ${message}`;
    if (!issues.has(key)) issues.set(key, issue);
  };
  before.forEach(add);
  known.push(...before.map(finding => finding.path));
  for (let round = 0; round < mostRounds; round++) {
    const { config, findings } = read(yaml);
    findings.forEach(add);
    if (config && issues.size === 0) return { config, issues: [] };
    if (config) break;
    known.push(...findings.map(finding => original(finding.path)));
    const mends = findings.flatMap(finding => mending(yaml, finding) ?? []);
    if (mends.length === 0) break;
    for (const mend of mends) mend();
  }
  return { issues: [...issues.values()] };
}

/** A wrong value costs two rounds at most, and mistakes in each other as many as they are deep. */
const mostRounds = 25;

function located(yaml: YamlDocument, { path, at, message, found, nearest }: Finding, shown: Path) {
  return { ...yaml.placeOf(path, at), path: pathText(shown), message, found, nearest };
}

function read({ doc }: YamlDocument): { config?: ProjectFile; findings: Finding[] } {
  const data: unknown = doc.toJS();
  // Read once: to compile what checks it takes longer.
  const result = projectSchema.safeParse(data, { jitless: true });
  if (result.success) return { config: result.data, findings: checkProject(result.data) };
  const findings = result.error.issues.flatMap(issue => wordIssue(issue, data));
  return { findings: findings.filter(finding => !isMisspelt(finding, findings)) };
}

/** Whether what is missing is there under a name that is nearly right. */
function isMisspelt(missing: Finding, findings: Finding[]): boolean {
  const place = (path: Path, name: string | undefined) => JSON.stringify([...path.slice(0, -1), name]);
  const wanted = place(missing.path, String(missing.path.at(-1)));
  return missing.at === 'missing' && findings.some(one => one.at === 'key' && place(one.path, one.nearest) === wanted);
}

/** Whether a finding goes without saying once a place is known to be wrong. */
function followsFrom(place: Path, path: Path, about: Path | undefined): boolean {
  if (within(path, place) || (path.length === place.length - 1 && within(place, path))) return true;
  return about !== undefined && (within(about, place) || within(place, about));
}

/** How to mend what a finding found; undefined where nothing can be done. Worked out for all before the first is done. */
function mending({ doc }: YamlDocument, { path, at, nearest }: Finding): (() => void) | undefined {
  const parent = nodeAt(doc, path.slice(0, -1));
  const part = path.at(-1);
  if (isSeq(parent)) {
    const gone = parent.items[Number(part)];
    return () => drop(doc, parent, gone);
  }
  if (!isMap(parent)) return undefined;
  if (at === 'missing') return () => parent.set(part, doc.createNode(placeholder(path)));
  const owner = ownerOf(doc, parent, String(part));
  const pair = owner && pairOf(doc, owner, String(part));
  if (!owner || !pair) return undefined;
  if (at !== 'key' || nearest === undefined) return () => drop(doc, owner, pair);
  const { range } = pair.key as Node;
  return () => {
    pair.key = Object.assign(doc.createNode(nearest), { range });
  };
}

function drop<T>(doc: Document.Parsed, from: { items: T[] }, item: T): void {
  from.items = from.items.filter(one => one !== item);
  const lost = anchorsOf((isPair(item) ? [item.key, item.value] : [item]) as Node[]);
  if (lost.size === 0) return;
  visit(doc, {
    Alias(_, { source, range }) {
      const node = lost.get(source);
      return node && lost.delete(source) ? (Object.assign(node.clone(), { range }) as Node) : undefined;
    },
  });
}

/** What aliases may stand for: the first of them takes the place of an anchor that goes. */
function anchorsOf(gone: Node[]): Map<string, Node> {
  const anchors = new Map<string, Node>();
  for (const one of gone)
    visit(one, {
      Node(_, node) {
        if (!isAlias(node) && node.anchor) anchors.set(node.anchor, node);
      },
    });
  return anchors;
}

/** Paths in terms of the file as it was written: list items keep their numbers when others are taken out. */
function numbering({ doc }: YamlDocument): (path: Path) => Path {
  const numbers = new WeakMap<object, number>();
  visit(doc, {
    Seq(_, { items }) {
      items.forEach((item, index) => {
        numbers.set(item as object, index);
      });
    },
  });
  return path =>
    path.map((part, index) => {
      const list = typeof part === 'number' ? nodeAt(doc, path.slice(0, index)) : undefined;
      const item = isSeq(list) ? (list.items[part as number] as object | undefined) : undefined;
      return (item && numbers.get(item)) ?? part;
    });
}
