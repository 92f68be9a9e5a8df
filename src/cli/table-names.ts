import { existsSync, readdirSync } from 'node:fs';
import { entities } from '../project/entities.js';

/** The tables that every project has, by the names of their files: quick enough for a completion, no engine is started. */
export function tableNames(): string[] {
  const folder = ['../../sql/', '../../../sql/'].map(up => new URL(up, import.meta.url)).find(url => existsSync(url));
  const files = folder ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const made = files.flatMap(file => /^(\w+)[\\/](\w+)\.sql$/.exec(file)?.slice(1).join('.') ?? []);
  const staged = [...Object.keys(entities), 'quarantine', 'account'].map(entity => `stage.${entity}`);
  return [...staged, ...made.filter(name => !name.startsWith('check.'))].sort();
}
