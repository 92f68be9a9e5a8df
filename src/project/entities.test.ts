import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type EntityColumn, entities } from './entities.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/project-file.md'), 'utf8');

it.each(Object.entries(entities))('docs/project-file.md has the columns of %s', (name, columns) => {
  const told = Object.entries<EntityColumn>(columns).map(([column, { type, required }]) => {
    const shown = required ? `**${column}**` : column;
    return type === 'text' ? shown : `${shown} (${type})`;
  });
  expect(page).toContain(`| \`${name}\` | ${told.join(', ')} |`);
});
