import fc from 'fast-check';
import { html, joined } from '../../../../lib/assurance/report/html/markup';

/** Prettier lays out templates of the tag itself, and these tests are about layout. */
const template = html;

test('values are escaped, templates within templates are not escaped again, and nothing is left out', () => {
  const cell = template`<td title="${'"'}">${'<&>'}</td>`;
  expect(template`<tr>${[cell, 1, undefined, "'"]}</tr>`.text).toBe(
    '<tr><td title="&quot;">&lt;&amp;&gt;</td>1&#39;</tr>',
  );
});

test('layout of a template is dropped, and lines within a value stay', () => {
  expect(
    template`<div>
    <p>${'a\n  b'}</p>

  </div>`.text,
  ).toBe('<div>\n<p>a\n  b</p>\n</div>');
});

test('whatever a value is, it opens no tag, ends no attribute and begins no entity', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const { text } = html`${value}`;
      expect(text).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
  );
});

test('a text that looks like our escape is shown as it is', () => {
  expect(html`${'&amp;'}`.text).toBe('&amp;amp;');
});

test('characters that are not seen or that turn the text around are shown by their number', () => {
  expect(html`${'a\u202eb\u0000\u200b\ufeff\n\tc'}`.text).toBe('a\\u{202e}b\\u{0}\\u{200b}\\u{feff}\n\tc');
});

test('items are joined with something between them', () => {
  expect(html`${joined(['a', html`<b>b</b>`], '; ')}`.text).toBe('a; <b>b</b>');
  expect(html`${joined([], '; ')}`.text).toBe('');
});
