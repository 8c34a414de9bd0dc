import { wrapped } from '../../../../lib/assurance/report/diagram/text';

test('a text is broken between words', () => {
  expect(wrapped('any pod with app = frontend in namespace shop', 22, 4)).toEqual([
    'any pod with app =',
    'frontend in namespace',
    'shop',
  ]);
});

test('a word that is too long and a text that has too many lines end with an ellipsis', () => {
  expect(wrapped('a'.repeat(30), 10, 2)).toEqual([`${'a'.repeat(9)}…`]);
  expect(wrapped('aaaa bbbb cccc dddd', 4, 2)).toEqual(['aaaa', 'bbb…']);
});
