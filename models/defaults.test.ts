import { expect, it } from 'vitest';
import { projectSchema } from '../src/project/schema.js';
import { models } from './index.js';

it.each(models.map(model => [model.name, model] as const))(
  'of %s are those of its section of the project file, wherever both have one',
  (name, { defaults }) => {
    const file = projectSchema.parse({ sources: {}, [name]: {} }) as Record<string, unknown>;
    const section = file[name] as Record<string, unknown>;
    const both = Object.keys(defaults).filter(key => key in section);
    expect(both.length).toBeGreaterThan(5);
    const own = defaults as Record<string, unknown>;
    expect(both.map(key => [key, own[key]])).toEqual(both.map(key => [key, section[key]]));
  },
);

it.each(models.map(model => [model.name]))('of %s fit it whenever a run says nothing else', name => {
  expect(projectSchema.parse({ sources: {}, [name]: {} })).toMatchObject({ [name]: { refit: 'every_run' } });
});
