import { placeholders } from '../../lib/workload/placeholders';

describe('placeholders', () => {
  it.each([
    '${TfToken[TOKEN.0]}',
    'a ${TfToken[X.1]} b',
    '#{TfToken[TOKEN.0]}',
    '&{TfToken[TOKEN.0]}',
    '${Token[AWS.1]}',
    'x [object Object]',
  ])('are found in the text %p', (text) => {
    expect(placeholders({ spec: { list: [text] } })).toEqual([{ pointer: '/spec/list/0', value: text }]);
  });

  it.each([-1.8881545897087503e289, NaN, Infinity])('are found in the number %p', (number) => {
    expect(placeholders({ replicas: number })).toEqual([{ pointer: '/replicas', value: String(number) }]);
  });

  it('are found in keys, with the pointer escaped', () => {
    expect(placeholders({ 'a/b~': { '${TfToken[TOKEN.0]}': 1 } })).toEqual([
      { pointer: '/a~1b~0/${TfToken[TOKEN.0]}', value: '${TfToken[TOKEN.0]}' },
    ]);
  });

  it.each([['$(HOST):${PORT}'], [-2147483648], [true], [null], ['[object]']])('are not seen in %p', (value) => {
    expect(placeholders({ value })).toEqual([]);
  });
});
