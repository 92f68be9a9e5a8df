import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rounds } from '../../fixtures/rounds.js';
import { readYaml } from './document.js';
import { interpolate, type Settings } from './interpolate.js';

function filled(text: string, settings: Partial<Settings> = {}) {
  const { doc } = readYaml(text);
  const used = new Set<string>();
  const findings = interpolate(doc, { set: {}, env: {}, cwd: '/here', ...settings }, used);
  return {
    data: doc.toJS() as Record<string, unknown>,
    text: doc.toString({ lineWidth: 0 }),
    findings,
    used: [...used],
  };
}

const ref = (inside: string) => `\${${inside}}`;

describe('interpolation', () => {
  it('fills settings before the environment before the default', () => {
    const text = `a: ${ref('X')}\nb: ${ref('Y')}\nc: ${ref('Z:-z')}`;
    const settings = { set: { X: 'set' }, env: { X: 'env', Y: 'env' } };
    expect(filled(text, settings)).toMatchObject({
      data: { a: 'set', b: 'env', c: 'z' },
      findings: [],
      used: ['X', 'Y', 'Z'],
    });
  });

  it('gives a scalar that is one reference the type of its value, and a quoted one text', () => {
    const text = `keep: ${ref('n:-3')}\nshare: ${ref('s:-0.5')}\nyes: ${ref('y:-true')}\nnone: ${ref('e:-')}\nhex: ${ref('h:-0x1f')}\nday: ${ref('d:-2006-12-31')}\ntext: "${ref('n:-3')}"\npart: ${ref('n:-3')}0`;
    expect(filled(text).data).toEqual({
      keep: 3,
      share: 0.5,
      yes: true,
      none: null,
      hex: 31,
      day: '2006-12-31',
      text: '3',
      part: '30',
    });
  });

  it('lets a default stand in for an empty value, as a shell does', () => {
    expect(filled(`a: "${ref('X:-z')}"\nb: "${ref('X')}"`, { env: { X: '' } }).data).toEqual({ a: 'z', b: '' });
  });

  it('leaves what notify keeps secret as it is written, known or not, but for a reference that is none', () => {
    const mail = { user: ref('U:-shop'), password: ref('PASSWORD'), from: ref('FROM') };
    const hook = { url: `https://${ref('HOST')}/x`, headers: { Authorization: `Bearer ${ref('TOKEN')}` } };
    const text = JSON.stringify({ notify: [{ mail }, { webhook: hook }, { webhook: { url: ref('da-ta') } }] });
    const { data, findings, used } = filled(text, { set: { FROM: 'a@example.com', PASSWORD: 'hunter2' } });
    expect(data.notify).toMatchObject([{ mail: { ...mail, from: 'a@example.com' } }, { webhook: hook }, {}]);
    expect(findings.map(({ path }) => path)).toEqual([['notify', 2, 'webhook', 'url']]);
    expect(used).toEqual(['U', 'PASSWORD', 'FROM', 'HOST', 'TOKEN']);
  });

  it(`leaves ${'$'}${ref('NAME')} as ${ref('NAME')}, other dollars alone, and keys as they are`, () => {
    expect(filled(`a: "$${ref('X')}"\nb: "^x$"\nc: $5\n"${ref('X')}": 1`).data).toEqual({
      a: ref('X'),
      b: '^x$',
      c: '$5',
      [ref('X')]: 1,
    });
  });

  it('takes relative paths of settings from where the command was given, others as they are', () => {
    const text = `a: ${ref('A')}/x.csv\nb: ${ref('B')}\nc: ${ref('C')}\nd: ${ref('D')}\ne: ${ref('E')}`;
    const set = { A: '../data', B: './data', C: 'data', D: '..', E: '.hidden' };
    expect(filled(text, { set, cwd: '/home/shop' }).data).toEqual({
      a: '/home/data/x.csv',
      b: '/home/shop/data',
      c: 'data',
      d: '/home',
      e: '.hidden',
    });
  });

  it('fills the scalar of an anchor once for all its aliases', () => {
    expect(filled(`a: &x ${ref('X')}\nb: *x`, { set: { X: '1' } }).data).toEqual({ a: 1, b: 1 });
  });

  it('names every place that has no value', () => {
    const { findings } = filled(`a: [x, "${ref('ONE')}"]\nb: { c: "${ref('TWO')} ${ref('THREE')}" }`);
    expect(findings.map(({ path, found }) => [path, found])).toEqual([
      [['a', 1], 'ONE'],
      [['b', 'c'], 'TWO'],
      [['b', 'c'], 'THREE'],
    ]);
  });

  it('never lets a value out of its scalar, nor fills twice, whatever it holds', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        'x\nb: 2',
        '"',
        "'",
        '#',
        ': ',
        '- ',
        '*x',
        '&x',
        '!!js',
        '[',
        '{',
        '|',
        '>',
        '<<',
        ref('X'),
        '%',
        '\t',
        '---',
        '...',
      ),
    );
    fc.assert(
      fc.property(hostile, value => {
        const shown = /^\.\.?(?:[\\/]|$)/.test(value) ? undefined : value;
        fc.pre(shown !== undefined);
        const text = `a: "${ref('X')}"\nb: ${ref('X')}!\nc: { d: ["${ref('X')}", 1] }\ne: |\n  ${ref('X')}\nf: last`;
        const wanted = { a: value, b: `${value}!`, c: { d: [value, 1] }, e: `${value}\n`, f: 'last' };
        const { data, text: written } = filled(text, { set: { X: value } });
        expect(data).toEqual(wanted);
        if (/^[\t\n\x20-\x7e]*$/.test(value)) expect(parse(written)).toEqual(wanted);
      }),
      { numRuns: rounds(50), seed: 8 },
    );
  });
});
