import { CliError, exitCode } from '../errors.js';

/** One thing wrong with a project file: where (line and column from 1), what was found, the nearest right name. */
export interface ProjectIssue {
  file: string;
  line: number;
  column: number;
  path: string;
  message: string;
  found?: string;
  nearest?: string;
}

/** Project files that cannot be used: everything that is wrong with them, one line each, file by file in their order. */
export class ProjectError extends CliError {
  readonly issues: ProjectIssue[];
  constructor(issues: ProjectIssue[], hint?: string) {
    const sorted = [...issues].sort((a, b) => byName(a.file, b.file) || a.line - b.line || a.column - b.column);
    super(sorted.map(issueLine).join('\n'), exitCode.project, hint);
    this.issues = sorted;
  }
}

function issueLine({ file, line, column, path, message }: ProjectIssue): string {
  return `${file}:${line}:${column}  ${path === '' ? '' : `${path}: `}${message}`;
}

const byName = (a: string, b: string) => Number(a > b) - Number(a < b);
