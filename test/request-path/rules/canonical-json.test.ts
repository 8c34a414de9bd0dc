import fc from 'fast-check';
import { byCodePoint, canonicalJson } from '../../../lib/request-path/rules/canonical-json';

describe('canonical JSON', () => {
  it('sorts keys at every depth and writes no white space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'x y' }], a: null })).toBe('{"a":null,"b":[{"c":"x y","d":1}]}');
  });

  it('sorts by code point, not by UTF-16 unit', () => {
    expect(['\u{1F600}', '\uFFFD'].sort(byCodePoint)).toEqual(['\uFFFD', '\u{1F600}']);
    expect(['ab', 'a', 'b'].sort(byCodePoint)).toEqual(['a', 'ab', 'b']);
  });

  it('means the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
