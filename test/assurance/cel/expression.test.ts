import { CelExpression, CelType } from '../../../lib/assurance/cel';

const evaluate = (source: string, activation: Record<string, unknown> = {}): unknown =>
  CelExpression.compile(source, CelType.BOOL).evaluate(activation);

describe('an expression that is evaluated', () => {
  test.each([
    ['object.spec.replicas == 2', { spec: { replicas: 2n } }],
    ["object.?metadata.?labels[?'a/b'].orValue('') == 'c'", { metadata: { labels: { 'a/b': 'c' } } }],
    ["object.?metadata.?labels[?'a/b'].orValue('') == ''", {}],
    ["quantity(object.cpu).isGreaterThan(quantity('500m'))", { cpu: '1' }],
    ["quantity(object.cpu).isLessThan(quantity('2'))", { cpu: '1' }],
    ["quantity(object.cpu).compareTo(quantity('1000m')) == 0", { cpu: '1' }],
    ["object.image.matches('^[a-z]+$')", { image: 'guard' }],
    ["object.list.exists(x, x == 'a') && !object.list.all(x, x == 'a')", { list: ['a', 'b'] }],
    ['true || object.absent', {}],
  ])('%s is true', (source, object) => {
    expect(evaluate(source, { object })).toEqual({ value: true });
  });

  test('has an error, and no value, when it reads what is absent', () => {
    expect(evaluate('object.spec.hostNetwork == false', { object: { spec: {} } })).toEqual({
      error: expect.stringContaining('No such key: hostNetwork') as string,
    });
  });

  test('has an error when an amount is none', () => {
    expect(evaluate("quantity('x').isLessThan(quantity('1'))")).toEqual({
      error: expect.stringContaining('"x" is no quantity') as string,
    });
  });

  test.each(['constructor', '__proto__', 'toString'])('finds no key %s that nobody wrote', (key) => {
    expect(evaluate(`has(object.${key})`, { object: {} })).toEqual({ value: false });
  });
});

describe('an expression that is refused, so that no rule with it loads', () => {
  test.each([
    ['is no CEL', 'object.', 'cannot be read'],
    ['names something unknown', 'subject.spec == 1', 'Unknown variable'],
    [
      'asks the authorizer, which no manifest can answer',
      "authorizer.group('').resource('pods').check('get').allowed()",
      'Unknown variable',
    ],
    ['uses a function that is not known here', 'isURL(object.url)', 'cannot be read'],
    ['compares what has two types', "'a' == 1", 'cannot be read'],
    ['mixes types in a list', "1 in [1, 'a']", 'cannot be read'],
    ['may come to anything', 'object.spec.hostNetwork', 'has the type dyn, and its place needs bool'],
    ['comes to a text', "'a' + 'b'", 'has the type string, and its place needs bool'],
  ])('%s', (_, source, message) => {
    expect(() => CelExpression.compile(source, CelType.BOOL)).toThrow(message);
  });
});

test('what a message is made of has to be a text', () => {
  expect(
    CelExpression.compile("'a ' + string(object.port)", CelType.STRING).evaluate({ object: { port: 80n } }),
  ).toEqual({
    value: 'a 80',
  });
  expect(() => CelExpression.compile('object.name', CelType.STRING)).toThrow('its place needs string');
});
