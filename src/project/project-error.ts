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

/** A project file that cannot be used: everything that is wrong with it, one line each, in the order of the file. */
export class ProjectError extends CliError {
  readonly issues: ProjectIssue[];
  constructor(issues: ProjectIssue[], hint?: string) {
    const sorted = [...issues].sort((a, b) => a.line - b.line || a.column - b.column);
    super(sorted.map(issueLine).join('\n'), exitCode.project, hint);
    this.issues = sorted;
  }
}

function issueLine({ file, line, column, path, message }: ProjectIssue): string {
  return `${file}:${line}:${column}  ${path === '' ? '' : `${path}: `}${message}`;
}
