import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is wrong with the places and names of files in a `sql` folder, which else nobody would read: a select or a cube beside or below the
 * folders of the schemas, an ending of another spelling, a name that an engine takes for that of another table. Nothing where there is no folder.
 */
export function strayFiles(folder: string): string[] {
  return pathsIn(folder).flatMap(path => {
    const fault = faultOf(path.split(/[\\/]/));
    return fault ? [`${join(folder, path)}: ${fault}`] : [];
  });
}

function faultOf(parts: string[]): string | undefined {
  const [schema, file = schema ?? ''] = [parts[0], parts.at(-1)];
  if (parts.some(part => part.startsWith('.')) || !/\.(sql|ya?ml)$/i.test(file)) return undefined;
  if (!/\.sql$/i.test(file))
    return parts.length === 2 && schema === 'cube' && /^[\w-]+\.yaml$/.test(file)
      ? undefined
      : 'a cube stands in cube/NAME.yaml';
  if (parts.length !== 2) return 'a select stands in the folder of its schema, such as mart/NAME.sql';
  if (/^[a-z_][a-z0-9_]*\.sql$/.test(file)) return undefined;
  return 'expected lower case letters, digits and _ as the name of a table, and .sql behind it';
}

function pathsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
