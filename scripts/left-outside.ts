import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';

interface Outside {
  /** A package, or a file beside the program. */
  name: string;
  /** Whose names are asked: those of what is required, those of the whole of it as a default, or those of what is imported. */
  by: 'names' | 'default' | 'import';
  names: string[];
}

/** Everything that a bundled program loads besides itself and Node, in the way it does, with every name that it asks of it. Throws when a way is new. */
export function leftOutside(program: string): Outside[] {
  const text = readFileSync(program, 'utf8');
  const required = [...text.matchAll(/\b(\w+) = (?:(__toESM|__importDefault)\()?require\("([^"]+)"\)/g)];
  const imported = [...text.matchAll(/\{([^{}]*)\} = await __import\("([^"]+)"\)/g)];
  if (required.length !== count(text, /\brequire\("/g)) throw new Error('something is required in a way of its own');
  if (imported.length !== count(text, /\b__import\("/g)) throw new Error('something is imported in a way of its own');
  const ours = required.filter(([, , , name = '']) => !isBuiltin(name));
  const forms = new Map(ours.map(form => [form[0], form]));
  return [
    ...[...forms.values()].map(([, variable = '', whole, name = '']): Outside => {
      const asked = text.matchAll(new RegExp(`\\b${variable}\\.${whole ? 'default\\.' : '(?!default\\b)'}(\\w+)`, 'g'));
      return { name, by: whole ? 'default' : 'names', names: [...new Set([...asked].map(([, one = '']) => one))] };
    }),
    ...imported.map(([, names = '', name = '']): Outside => {
      return { name, by: 'import', names: names.split(',').map(one => one.replace(/:.*/, '').trim()) };
    }),
  ];
}

/** What would fail of it where the program stands, each as a sentence. */
export function faultsOutside(program: string, outside: Outside[]): string[] {
  const input = JSON.stringify(outside);
  const words = ['--input-type=module', '--eval', look];
  return JSON.parse(execFileSync(process.execPath, words, { cwd: dirname(program), input, encoding: 'utf8' }));
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

/** A process of its own, which finds packages from the folder that it is started in. */
const look = `
  import { readFileSync } from 'node:fs';
  import { createRequire } from 'node:module';
  import { types } from 'node:util';
  const require = createRequire(process.cwd() + '/program.cjs');
  const faults = [];
  for (const { name, by, names } of JSON.parse(readFileSync(0, 'utf8'))) {
    try {
      const loaded = by === 'import' ? await import(name) : require(name);
      if (by === 'default' && types.isModuleNamespaceObject(loaded)) faults.push(name + ' is no default of itself');
      faults.push(...names.filter(one => loaded[one] === undefined).map(one => name + ' has no ' + one));
    } catch (error) {
      faults.push(name + ': ' + error.message);
    }
  }
  console.log(JSON.stringify(faults));
`;
