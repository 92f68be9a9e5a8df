import type { EntityName } from '../entities.js';
import type { Finding } from '../finding.js';
import type { ProjectFile } from '../schema.js';

/** Whether what a mapping says of orders that are told again can be told from its columns, and all mappings of a source say the same. */
export function checkToldAgain(config: ProjectFile, entity: EntityName): Finding[] {
  const mappings = config.entities[entity] ?? [];
  return mappings.flatMap((mapping, index) => {
    const { told_again, columns, source } = mapping;
    const at = (message: string): Finding => ({ path: ['entities', entity, index, 'told_again'], message });
    if (told_again !== 'add' && entity !== 'order_line')
      return [at(`found ${told_again}, but only the lines of orders are replaced so; leave it out`)];
    if (told_again !== 'add' && columns.order_id?.derive)
      return [at(`found ${told_again}, but an order of a customer's day has no number to be told again by`)];
    if (told_again === 'replace_line' && !columns.line_number)
      return [at('found replace_line, but no line_number is mapped; say replace_order, or map it')];
    const first = mappings.find(one => one.source === source)?.told_again ?? told_again;
    if (first === told_again) return [];
    return [at(`mappings of ${source} say ${first} and ${told_again}; all of them say the same`)];
  });
}
