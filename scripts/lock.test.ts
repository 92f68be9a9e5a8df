import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completed, type Lock, missingPackages } from './lock.js';

describe('the lock file', () => {
  it('names the packages of every platform, or npm ci refuses it; `npm run lock` mends it', () => {
    expect(missingPackages(JSON.parse(readFileSync('package-lock.json', 'utf8')))).toEqual({});
  });

  it('is completed from what the packages in it name, each for its platform, and then stays as it is', () => {
    const lock: Lock = {
      packages: {
        '': {},
        'node_modules/b': { version: '1.0.0', dev: true, optionalDependencies: { '@b/linux-x64-musl': '1.0.0' } },
      },
    };
    const once = completed(lock);
    const added = { version: '1.0.0', dev: true, optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] };
    expect(once.packages['node_modules/@b/linux-x64-musl']).toEqual(added);
    expect(Object.keys(once.packages)).toEqual(['', 'node_modules/@b/linux-x64-musl', 'node_modules/b']);
    expect(completed(once)).toEqual(once);
  });
});
