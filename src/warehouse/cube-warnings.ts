import { join } from 'node:path';
import { readCubes } from '../project/cube/read.js';
import { ProjectError } from '../project/project-error.js';

/** What the files of a project's own cubes show to be wrong with them, a line each. No run needs a cube, so none is stopped by it. */
export async function cubeWarnings(projectDir: string): Promise<string[]> {
  try {
    await readCubes(join(projectDir, 'sql', 'cube'), 'project');
    return [];
  } catch (error) {
    if (error instanceof ProjectError) return error.message.split('\n');
    throw error;
  }
}
