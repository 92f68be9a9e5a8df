import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readYaml } from '../document.js';
import type { Finding } from '../finding.js';
import { pathText } from '../path.js';
import { ProjectError, type ProjectIssue } from '../project-error.js';
import { syntaxIssues } from '../syntax.js';
import { wordIssue } from '../wording.js';
import { checkCube } from './check.js';
import { cubeJsonSchema } from './json-schema.js';
import { type CubeFile, cubeSchema } from './schema.js';

/** A cube that was read: what its file says, and where in the file it says so. */
export interface CubeSource {
  /** The name of the file without its ending. */
  name: string;
  /** As messages name the file. */
  file: string;
  origin: 'ours' | 'project';
  says: CubeFile;
  /** Faults of places of the file, for what shows only beside the tables of a warehouse. */
  issues(findings: Finding[]): ProjectIssue[];
}

/** Reads `<folder>/*.yaml`, those whose text is `wanted`; a folder that is not there holds nothing. Throws a ProjectError with everything that is wrong. */
export async function readCubes(
  folder: string,
  origin: CubeSource['origin'],
  wanted: (text: string) => boolean = () => true,
): Promise<CubeSource[]> {
  const files = (await readdir(folder).catch(isAbsent)).filter(file => file.endsWith('.yaml')).sort();
  const cubes: CubeSource[] = [];
  const issues: ProjectIssue[] = [];
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    if (!wanted(text)) continue;
    const read = readCube(text, `sql/cube/${file}`, origin);
    if ('says' in read) cubes.push(read);
    else issues.push(...read.faults);
  }
  if (issues.length > 0) throw new ProjectError(issues);
  return cubes;
}

function isAbsent(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

/** Reads the text of one cube. */
export function readCube(
  text: string,
  file: string,
  origin: CubeSource['origin'],
): CubeSource | { faults: ProjectIssue[] } {
  const yaml = readYaml(text);
  const broken = syntaxIssues(yaml, text);
  if (broken.length > 0) return { faults: broken.map(issue => ({ ...issue, file })) };
  const issues = (findings: Finding[]) =>
    findings.map(({ path, at, message, found, nearest }) => {
      return { file, ...yaml.placeOf(path, at), path: pathText(path), message, found, nearest };
    });
  const data: unknown = yaml.doc.toJS();
  // Read once, as the project file is.
  const result = cubeSchema.safeParse(data, { jitless: true });
  const findings = result.success
    ? checkCube(result.data)
    : result.error.issues.flatMap(issue => wordIssue(issue, data, cubeJsonSchema()));
  if (findings.length > 0 || !result.success) return { faults: issues(findings) };
  return { name: basename(file, '.yaml'), file, origin, says: result.data, issues };
}
