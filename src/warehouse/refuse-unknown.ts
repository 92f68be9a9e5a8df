import type { StagedMapping } from '../../etl/stage/mapping.js';
import { notThere } from '../nearest.js';
import type { Selection } from './selection.js';
import type { Session } from './session.js';

/** Throws CliError (usage) for a rule or a source that could have refused nothing, as there is none of that name. */
export function refuseUnknown({ project }: Session, mappings: StagedMapping[], { rule, source }: Selection): void {
  const rules = new Set(['structure', ...mappings.flatMap(mapping => mapping.rules.map(({ name }) => name))]);
  if (rule !== undefined && !rules.has(rule)) throw notThere(`there is no rule ${rule}`, rule, rules);
  const sources = Object.keys(project.config.sources);
  if (source !== undefined && !sources.includes(source))
    throw notThere(`there is no source ${source}`, source, sources);
}
