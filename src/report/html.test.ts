import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html } from './html.js';

it('escapes what enters a template and leaves its own markup alone', () => {
  expect(html`<p title="${'"\''}">${'a < b & c'}</p>`.toString()).toBe('<p title="&quot;&#39;">a &lt; b &amp; c</p>');
  expect(html`${[html`<i>1</i>`, '<i>']}${null}${undefined}${false}${0}`.toString()).toBe('<i>1</i>&lt;i&gt;0');
});

it('writes direction marks as references and puts U+FFFD for what no page may hold', () => {
  expect(html`${'a\u202eb\u0000c\ud800'}`.toString()).toBe('a&#x202e;b\ufffdc\ufffd');
});

it('lets no text whatever open a tag, close a quote or hide a direction mark', () => {
  const hostile = fc.array(fc.constantFrom('<', '>', '"', "'", '&', '`', '\u202e', '\u0000', 'script', '=', '\ud83d'));
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    hostile.map(parts => parts.join('')),
  );
  fc.assert(
    fc.property(text, given => {
      const written = html`${given}`.toString();
      const isSafe = !/[<>"'`\u202a-\u202e\u2066-\u2069]|&(?![a-z]+;|#)/.test(written);
      return isSafe && !written.includes('\0') && html`${html`${given}`}`.toString() === written;
    }),
    { seed: 1 },
  );
});
