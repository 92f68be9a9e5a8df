import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliError, exitCode, messageOf } from '../errors.js';
import { diagnose } from './diagnose.js';
import { readYaml, type YamlDocument } from './document.js';
import type { Finding } from './finding.js';
import { interpolate } from './interpolate.js';
import { type Path, pathText } from './path.js';
import { ProjectError, type ProjectIssue } from './project-error.js';
import type { ProjectFile } from './schema.js';
import { syntaxIssues } from './syntax.js';

/** A project file that was read: its settings, and where in the file they stand. */
export interface Project {
  /** The folder of the project, absolute: relative paths in the file are taken from here. */
  dir: string;
  /** The name of the file in it. */
  file: string;
  config: ProjectFile;
  /** The file as YAML with every `${NAME}` filled in. */
  text: string;
  /** Names given by `set` that the file does not ask for: most likely misspelt. */
  unused: string[];
  /** Where values came from outside the file (`${NAME}`), and so may be secret. */
  filled: ReadonlySet<string>;
  /** Line and column, from 1, of what stands at a path, or else of its nearest ancestor. */
  position(path: Path): { line: number; column: number };
  /** Throws a ProjectError about places of the file, for what shows only later, such as a column that did not land. */
  fail(findings: Finding[], hint?: string): never;
}

export interface LoadOptions {
  /** Values for `${NAME}`; paths among them that begin with `./` or `../` are taken from `cwd`. */
  set?: Record<string, string>;
  /** Values for `${NAME}` that `set` does not give. */
  env?: Record<string, string | undefined>;
  cwd?: string;
}

const file = 'custometry.yaml';

/**
 * Reads the project file of a folder (from `cwd`), every default filled in. Throws a ProjectError with everything that is wrong with it,
 * and a CliError (3) where there is none to read.
 */
export async function loadProject(dir: string, options: LoadOptions = {}): Promise<Project> {
  const { set = {}, env = process.env, cwd = process.cwd() } = options;
  const folder = resolve(cwd, dir);
  const source = await readText(folder);
  const yaml = readYaml(source);
  refuse(syntaxIssues(yaml, source));
  const used = new Set<string>();
  const filled = new Set<string>();
  const unfilled = interpolate(yaml.doc, { set, env, cwd }, used, filled);
  const { config, issues } = diagnose(yaml, unfilled);
  if (!config) return refuse(issues) as never;
  const unused = Object.keys(set).filter(name => !used.has(name));
  return projectOf(folder, config, yaml, { unused, filled });
}

function projectOf(
  dir: string,
  config: ProjectFile,
  yaml: YamlDocument,
  outside: Pick<Project, 'unused' | 'filled'>,
): Project {
  return {
    dir,
    file,
    config,
    ...outside,
    get text() {
      return yaml.doc.toString({ lineWidth: 0 });
    },
    position: path => yaml.placeOf(path),
    fail: (findings, hint) => {
      const issues = findings.map(({ path, message, at, found, nearest }) => {
        return { file, ...yaml.placeOf(path, at), path: pathText(path), message, found, nearest };
      });
      throw new ProjectError(issues, hint);
    },
  };
}

function refuse(issues: Omit<ProjectIssue, 'file'>[]): void {
  if (issues.length > 0) throw new ProjectError(issues.map(issue => ({ file, ...issue })));
}

async function readText(folder: string): Promise<string> {
  const bytes = await readFile(join(folder, file)).catch(cause => missing(folder, cause));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CliError(`${join(folder, file)} is not utf-8`, exitCode.project, 'save it as utf-8', { cause });
  }
}

async function missing(folder: string, cause: NodeJS.ErrnoException): Promise<never> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    const what = found ? `${folder} is a file, not the folder of a project` : `no folder ${folder}`;
    throw new CliError(what, exitCode.project, '-p DIR names the folder of a project', { cause });
  }
  if (cause.code !== 'ENOENT')
    throw new CliError(`cannot read ${join(folder, file)}: ${messageOf(cause)}`, exitCode.project);
  const hint = 'custometry init writes one by looking at the files of the folder; -p DIR names another folder';
  throw new CliError(`no ${file} in ${folder}`, exitCode.project, hint, { cause });
}
