import { nearest, suggestion } from '../../nearest.js';
import type { Finding } from '../finding.js';
import { groupNames, patternFault } from '../pattern.js';
import type { ProjectFile, Source } from '../schema.js';
import { sourceFormat } from '../source-format.js';

/** Whether the options of a source fit its format. */
export function checkSource(name: string, source: Source): Finding[] {
  const format = sourceFormat(source);
  const at = (key: string, message: string): Finding => ({ path: ['sources', name, key], message });
  if (!format && source.files.some(file => /\.(?:zip|xlsx?|7z|rar)$/i.test(file)))
    return [
      at(
        'files',
        'archives and workbooks are not read; unpack them, or export them as CSV (.gz and .zst are read as they are)',
      ),
    ];
  if (!format)
    return [at('files', 'the format cannot be told from the names; say format: csv, tsv, ndjson, parquet or lines')];
  const separated = format === 'csv' || format === 'tsv';
  const findings: Finding[] = [];
  if (source.columns && !separated && format !== 'ndjson')
    findings.push(at('columns', `${format} files name their own columns; leave it out`));
  if (source.columns && separated && source.header) {
    findings.push(at('columns', 'the header already names the columns; say header: false, or leave it out'));
  }
  if (separated && !source.header && !source.columns) {
    findings.push({
      ...at('columns', 'missing; a file without a header needs the names of its columns'),
      at: 'missing',
    });
  }
  if (source.delimiter !== undefined && !separated)
    findings.push(at('delimiter', `${format} files have none; leave it out`));
  if (source.delimiter === source.quote) findings.push(at('delimiter', `"${source.quote}" is the quote already`));
  return [...findings, ...checkNames(name, source.columns ?? []), ...checkPattern(name, source, format)];
}

/** That a name names a source. */
export function checkSourceName(config: ProjectFile, name: string, path: Finding['path']): Finding[] {
  if (Object.hasOwn(config.sources, name)) return [];
  const known = Object.keys(config.sources);
  const near = nearest(name, known);
  const help = near === undefined ? `; known are ${known.join(', ') || 'none'}` : suggestion(near);
  const message = `unknown source "${name}"${help}`;
  return [{ path, found: name, nearest: near, about: ['sources', name], message }];
}

/** The landed columns of a source where the project file alone tells them; undefined where the files do. */
export function declaredColumns(source: Source): string[] | undefined {
  if (source.pattern !== undefined) return groupNames(source.pattern);
  return sourceFormat(source) === 'ndjson' ? undefined : source.columns;
}

function checkNames(name: string, columns: string[]): Finding[] {
  return columns.flatMap((column, index): Finding[] => {
    const before = columns.findIndex(one => one.toLowerCase() === column.toLowerCase());
    const path = ['sources', name, 'columns', index];
    return before < index ? [{ path, found: column, message: `the column "${column}" stands twice` }] : [];
  });
}

function checkPattern(name: string, { pattern }: Source, format: string): Finding[] {
  const path = ['sources', name, 'pattern'];
  if (format !== 'lines') {
    return pattern === undefined ? [] : [{ path, message: `only format: lines reads by a pattern, not ${format}` }];
  }
  if (pattern === undefined) return [{ path, at: 'missing', message: 'missing; format: lines reads by a pattern' }];
  const fault =
    patternFault(pattern) ?? (groupNames(pattern).length === 0 ? 'it has no named group (?<name>…)' : undefined);
  return fault === undefined ? [] : [{ path, found: pattern, message: `found "${pattern}": ${fault}` }];
}
