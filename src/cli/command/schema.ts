import { Argument, type Command } from 'commander';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { print } from '../output.js';

/** `custometry schema`: for editors that check and complete YAML by a JSON Schema. */
export function define(command: Command): void {
  command
    .addArgument(new Argument('[of]', 'what it is the schema of').choices(Object.keys(schemas)).default('project'))
    .addHelpText(
      'after',
      examples([
        ['custometry schema > custometry.schema.json', 'name it in the head of the project file'],
        ['custometry schema cube > cube.schema.json', 'the same for the files of sql/cube'],
      ]),
    )
    .action(
      onCall(async ({ args: [of = 'project'], options }) => {
        const schema = await schemas[of]?.();
        await print({ value: schema, text: JSON.stringify(schema, null, 2) }, options);
      }),
    );
}

const schemas: Record<string, () => Promise<object>> = {
  project: async () => (await import('../../project/json-schema.js')).projectJsonSchema(),
  cube: async () => (await import('../../project/cube/json-schema.js')).cubeJsonSchema(),
  question: async () => (await import('../../index.js')).questionJsonSchema(),
};
