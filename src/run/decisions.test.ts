import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendDecision } from './append-decision.js';
import { decisionFiles, decisionsFingerprint, readDecisions } from './decisions.js';
import { openState, type State } from './state.js';

let state: State;

beforeEach(() => {
  state = openState(mkdtempSync(join(tmpdir(), 'decisions-')));
});

afterEach(() => rmSync(state.dir, { recursive: true }));

const key = (natural_key: string, number: number) => ({ dimension: 'customer', natural_key, key: number });

describe('appendDecision', () => {
  it('writes each time a new file, readable by eye, named by sequence and generation', () => {
    const first = appendDecision(state, 'key', '000001', [key('A', 1), key('B', 2)]);
    const second = appendDecision(state, 'key', '000007', [key('C', 3)]);
    expect([first, second]).toEqual(decisionFiles(state, 'key'));
    expect(decisionFiles(state, 'key').map(file => basename(file))).toEqual([
      '000001-000001.ndjson',
      '000002-000007.ndjson',
    ]);
    expect(readFileSync(String(first), 'utf8')).toBe(
      '{"dimension":"customer","natural_key":"A","key":1}\n{"dimension":"customer","natural_key":"B","key":2}\n',
    );
  });

  it('moves a prepared file in', () => {
    const file = join(state.dir, 'keys.ndjson');
    writeFileSync(file, '{"key":1}\n{"key":2}\n');
    appendDecision(state, 'key', '000001', { file });
    expect([...readDecisions(state, 'key')]).toEqual([{ key: 1 }, { key: 2 }]);
    expect(readdirSync(state.dir)).not.toContain('keys.ndjson');
  });

  it('makes no file of no decision', () => {
    const file = join(state.dir, 'keys.ndjson');
    writeFileSync(file, '');
    expect(appendDecision(state, 'key', '000001', [])).toBeUndefined();
    expect(appendDecision(state, 'key', '000001', { file })).toBeUndefined();
    expect(decisionFiles(state, 'key')).toEqual([]);
  });

  it('refuses a prepared file that was cut short, and a kind that is no folder name', () => {
    const file = join(state.dir, 'keys.ndjson');
    writeFileSync(file, '{"key":1}\n{"ke');
    expect(() => appendDecision(state, 'key', '000001', { file })).toThrow('ends within a line');
    expect(() => appendDecision(state, '../key', '000001', [{}])).toThrow('no kind of decision');
  });

  it('decides nothing when its decisions fail half way', () => {
    const failing = (function* () {
      for (let number = 1; ; number += 1) {
        if (number > 5000) throw new Error('no more');
        yield key(`customer ${number}`, number);
      }
    })();
    expect(() => appendDecision(state, 'key', '000001', failing)).toThrow('no more');
    expect(readdirSync(join(state.decisions, 'key'))).toEqual([]);
  });
});

describe('readDecisions', () => {
  it('answers what was appended, in that order, however it was cut into files', () => {
    const batches = fc.array(fc.array(fc.record({ name: fc.string(), key: fc.integer() }, { noNullPrototype: true })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(batches, given => {
        rmSync(join(state.decisions, 'key'), { recursive: true, force: true });
        for (const batch of given) appendDecision(state, 'key', '000001', batch);
        expect([...readDecisions(state, 'key')]).toEqual(given.flat());
      }),
      { numRuns: 20, seed: 8 },
    );
  });

  it('reads files of seven digits after those of six', () => {
    appendDecision(state, 'key', '000001', [{ key: 1 }]);
    writeFileSync(join(state.decisions, 'key', '999999-000002.ndjson'), '{"key":2}\n');
    appendDecision(state, 'key', '000003', [{ key: 3 }]);
    expect([...readDecisions(state, 'key')]).toEqual([{ key: 1 }, { key: 2 }, { key: 3 }]);
  });

  it('reads lines that lie across the pieces in which a file is read, in letters of several bytes', () => {
    const long = Array.from({ length: 9 }, (_, key) => ({ key, name: 'Žofie ↗ 𝄞'.repeat(10_000 + key) }));
    appendDecision(state, 'key', '000001', long);
    expect([...readDecisions(state, 'key')]).toEqual(long);
  });

  it('names file and line of a decision that was damaged', () => {
    const file = String(appendDecision(state, 'key', '000001', [{ key: 1 }, { key: 2 }]));
    for (const line of ['{"key":', 'null', '7', '[]', '']) {
      writeFileSync(file, `{"key":1}\n${line}\n`);
      expect(() => [...readDecisions(state, 'key')]).toThrow(`${file}:2`);
    }
  });

  it('names a folder that stands in the place of a file', () => {
    const file = String(appendDecision(state, 'key', '000001', [{ key: 1 }]));
    rmSync(file);
    mkdirSync(file);
    const named = expect.objectContaining({ code: 'EISDIR', path: file });
    expect(() => [...readDecisions(state, 'key')]).toThrow(named);
    expect(() => decisionsFingerprint(state)).toThrow(named);
  });

  it('names the last line of a file that was cut, and reads one that only lost its line end', () => {
    const file = String(appendDecision(state, 'key', '000001', [{ key: 1 }, { key: 2 }]));
    writeFileSync(file, '{"key":1}\n{"key":');
    expect(() => [...readDecisions(state, 'key')]).toThrow(`${file}:2`);
    writeFileSync(file, '{"key":1}\n{"key":2}');
    expect([...readDecisions(state, 'key')]).toEqual([{ key: 1 }, { key: 2 }]);
  });
});

describe('decisionsFingerprint', () => {
  it('takes no notice of a file that lies beside the kinds, such as a desktop leaves there', () => {
    appendDecision(state, 'key', '000001', [{ key: 1 }]);
    const before = decisionsFingerprint(state);
    writeFileSync(join(state.decisions, '.DS_Store'), '');
    expect(decisionsFingerprint(state)).toBe(before);
    expect(decisionFiles(state, '.DS_Store')).toEqual([]);
  });

  it('changes with what is appended and with what was altered, for the kinds asked for', () => {
    const seen = () => [
      decisionsFingerprint(state),
      decisionsFingerprint(state, 'key'),
      decisionsFingerprint(state, 'model'),
    ];
    const before = seen();
    const file = String(appendDecision(state, 'key', '000001', [{ key: 1 }]));
    const after = seen();
    expect(after.map((one, place) => one === before[place])).toEqual([false, false, true]);
    expect(seen()).toEqual(after);
    writeFileSync(file, '{"key":2}\n');
    expect(decisionsFingerprint(state, 'key')).not.toBe(after[1]);
  });

  it('does not depend on the generation that decided', () => {
    const other = openState(mkdtempSync(join(state.dir, 'other-')));
    appendDecision(state, 'key', '000001', [{ key: 1 }]);
    appendDecision(other, 'key', '000009', [{ key: 1 }]);
    expect(decisionsFingerprint(other)).toBe(decisionsFingerprint(state));
  });
});
