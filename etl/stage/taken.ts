import { identifier, literal } from '../../src/engine/engine.js';
import { CliError, exitCode } from '../../src/errors.js';
import { inOneLine, nearest, suggestion } from '../../src/nearest.js';
import type { ProjectFile } from '../../src/project/schema.js';
import { judgedCondition, rawTable } from './landed.js';
import type { StagedMapping } from './mapping.js';
import { byFile, fileParts } from './parts.js';
import { type LandedColumn, ownColumns, type StageProject } from './resolve.js';
import type { StageTable } from './table.js';
import { readTyped } from './value.js';

/** Tables taken as they are, each with a mapping without rules, so that their records are accounted for like all others. */
export function takenMappings(config: ProjectFile, repeating: Set<string>): StagedMapping[] {
  return Object.entries(config.tables).map(([name, { source }]) => ({
    entity: name,
    ordinal: 0,
    source,
    system: config.sources[source]?.system ?? '',
    timeZone: config.calendar.time_zone,
    dropsRepeats: config.sources[source]?.duplicates === 'drop' && repeating.has(source),
    toldAgain: 'add',
    queried: [],
    columns: [],
    rules: [],
  }));
}

/** What is wrong with the types of such tables: columns that did not land. */
export function typedFaults(project: StageProject, landed: Map<string, LandedColumn[]>): CliError[] {
  return Object.entries(project.config.tables).flatMap(([table, { source, types }]) => {
    const names = ownColumns(landed.get(source) ?? []).map(({ name }) => name);
    const unknown = Object.keys(types).filter(name => names.length > 0 && !names.includes(name));
    return unknown.map(name => {
      const { line, column } = project.position(['tables', table, 'types', name]);
      const said = `${source} has no column "${name}"${suggestion(nearest(name, names))}; it has ${inOneLine(names.join(', '))}`;
      const message = `${project.file}:${line}:${column}  tables.${table}.types: ${said}`;
      return new CliError(message, exitCode.project, 'types names columns as they landed');
    });
  });
}

/** The table of such a mapping: the landed columns under their own names, some of them typed. */
export function takenTable(config: ProjectFile, mapping: StagedMapping, landed: LandedColumn[]): StageTable {
  const types = config.tables[mapping.entity]?.types ?? {};
  const reading = { formats: [], timeZone: mapping.timeZone };
  const columns = ownColumns(landed).map(({ name, type: landedType }) => {
    const [column, type] = [identifier(name), types[name]];
    return type === undefined ? column : `${readTyped(column, landedType, type, reading)} as ${column}`;
  });
  const audit = [`${literal(mapping.source)} as _source`, '0 as _mapping', '_batch', '_file', '_row'];
  return {
    table: `stage.${mapping.entity}`,
    kind: 'table',
    sentence: `One row per landed record of ${mapping.source}, as it is.`,
    key: [],
    select: `select ${[...columns, ...audit].join(', ')} from ${rawTable(mapping.source)}${judgedCondition(mapping)}`,
    sources: [mapping.source],
    by: byFile,
    parts: fileParts([mapping]),
  };
}
