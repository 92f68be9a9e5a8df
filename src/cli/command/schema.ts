import type { Command } from 'commander';
import { onCall } from '../call.js';
import { examples } from '../examples.js';
import { print } from '../output.js';

/** `custometry schema`: for editors that check and complete YAML by a JSON Schema. */
export function define(command: Command): void {
  command
    .addHelpText(
      'after',
      examples([['custometry schema > custometry.schema.json', 'name it in the head of the project file']]),
    )
    .action(
      onCall(async ({ options }) => {
        const { projectJsonSchema } = await import('../../project/json-schema.js');
        const schema = projectJsonSchema();
        await print({ value: schema, text: JSON.stringify(schema, null, 2) }, options);
      }),
    );
}
