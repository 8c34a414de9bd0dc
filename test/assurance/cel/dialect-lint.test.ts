import { CelExpression, CelType } from '../../../lib/assurance/cel';

const compile = (source: string): CelExpression => CelExpression.compile(source, CelType.BOOL);

test.each([
  "object.image.matches('^[^@]+@sha256:[a-f0-9]{64}$')",
  "object.name.matches('(?:^|_)token$')",
  "object.name.matches('^\\\\d+\\\\.\\\\w*$')",
])('%s is read alike', (source) => {
  expect(() => compile(source)).not.toThrow();
});

test.each([
  ['binds, which the API server refuses', 'cel.bind(x, object.a, x == 1)', 'cel.bind is refused'],
  ['binds inside of something else', 'object.list.all(e, cel.bind(x, e, x == 1))', 'cel.bind is refused'],
  ['has an optional entry in a list', 'size([?object.?a]) == 0', 'cannot be read'],
  ['formats', "'%s'.format([object.a]) == 'a'", 'cannot be read'],
  ['turns around', "['a'].reverse() == ['a']", 'cannot be read'],
  ['looks ahead, which RE2 does not', "object.a.matches('(?!b)c')", 'options, look-around'],
  ['looks behind', "object.a.matches('(?<=b)c')", 'options, look-around'],
  ['has a flag, which JavaScript does not read', "object.a.matches('(?i)b')", 'options, look-around'],
  ['has an anchor of RE2', "object.a.matches('b\\\\z')", 'options, look-around'],
  ['has a class of POSIX', "object.a.matches('[[:alpha:]]')", 'options, look-around'],
  ['has white space, which the two count differently', "object.a.matches('\\\\s')", 'options, look-around'],
  ['refers back', "object.a.matches('(b)\\\\1')", 'options, look-around'],
  ['has a pattern that does not compile', "object.a.matches('(b')", 'does not compile'],
  ['has a pattern of the document', 'object.a.matches(object.b)', 'is not a literal'],
])('an expression that %s is refused', (_, source, message) => {
  expect(() => compile(source)).toThrow(message);
});
