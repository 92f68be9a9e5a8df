import type { StagedMapping } from '../../etl/stage/mapping.js';
import { notThere } from '../nearest.js';
import type { Selection } from './selection.js';
import type { Session } from './session.js';

/** Throws CliError (usage) for a rule or a source that could have refused nothing, as there is none of that name. */
export function refuseUnknown({ project }: Session, mappings: StagedMapping[], { rule, source }: Selection): void {
  const rules = new Set(['structure', ...mappings.flatMap(mapping => mapping.rules.map(({ name }) => name))]);
  if (rule !== undefined && !rules.has(rule))
    throw notThere(`there is no rule ${rule}`, rule, rules, otherRules(rule, rules));
  const sources = Object.keys(project.config.sources);
  if (source !== undefined && !sources.includes(source))
    throw notThere(`there is no source ${source}`, source, sources);
}

/** There may be a hundred rules: some that speak of what was named, and how to see those that refused something. */
function otherRules(rule: string, rules: Set<string>): string {
  const alike = rule === '' ? [] : [...rules].filter(name => name.includes(rule.toLowerCase()));
  const told = alike.length > shown ? [...alike.slice(0, shown), '…'] : alike;
  const meant = told.length > 0 ? `did you mean ${told.join(', ')}? ` : '';
  return `${meant}custometry quarantine list has every rule that refused a record`;
}

const shown = 5;
