import { expect, it } from 'vitest';
import { ProjectError } from './project-error.js';

it('faults of several files stand file by file, each by line and column', () => {
  const at = (file: string, line: number, column: number) => ({ file, line, column, path: '', message: 'wrong' });
  const { message } = new ProjectError([
    at('b.yaml', 1, 1),
    at('a.yaml', 10, 2),
    at('a.yaml', 9, 5),
    at('a.yaml', 9, 3),
  ]);
  expect(message.split('\n')).toEqual(
    ['a.yaml:9:3', 'a.yaml:9:5', 'a.yaml:10:2', 'b.yaml:1:1'].map(place => `${place}  wrong`),
  );
});
