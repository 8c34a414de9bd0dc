import { compileRule } from '../../../lib/request-path/rules/compile-rule';

const compile = (pattern: string) => compileRule({ family: 'own', pattern });

describe('a pattern inside the subset', () => {
  it.each([
    ['project\\s+orion', 'project orion'],
    ['a|b', 'a'],
    ['(?:a|bc){2}d', 'aad'],
    ['[^a-z]x', '0x'],
    ['\\bkey\\W{1,3}\\d{4}\\b', 'key 0000'],
    ['x[.*+?]y', 'x*y'],
    ['\\.\\*\\{\\}\\[\\]\\(\\)\\|\\^\\$\\\\', '.*{}[]()|^$\\'],
    ['a.{0,40}b', 'ab'],
    ['忽略.{0,5}指令', '忽略指令'],
    ['a\\nb\\tc', 'a\nb\tc'],
    ['[éè]t', 'ét'],
    ['[à-ü]!', 'à!'],
  ])('%s is accepted and gets the canary %j', (pattern, canary) => {
    expect(compile(pattern)).toEqual({ pattern, canary });
  });
});

describe('a pattern outside the subset', () => {
  it.each([
    ['(', /Unterminated group/],
    ['a{2', /Incomplete quantifier|Lone quantifier/],
    ['a++', /Nothing to repeat/],
    ['a\\-b', /Invalid escape/],
    ['(a)', /\(a\) captures: write \(\?:…\)/],
    ['(?<n>a)', /captures/],
    ['^a', /\^ is an anchor or lookaround/],
    ['a$', /\$ is an anchor/],
    ['a(?=b)', /anchor or lookaround/],
    ['(?<!b)a', /anchor or lookaround/],
    ['a\\Bb', /\\B is an anchor/],
    ['\\p{L}a', /Unicode property/],
    ['\\x41', /\\x41 is not an escape that is read alike/],
    ['[\\b]a', /\\b is not an escape/],
    ['a\u0007', /control character/],
    ['[]a', /empty class/],
    ['[[:alpha:]]', /POSIX class|Lone/],
    ['[a&&b]', /set operation/],
    ['a.*b', /\.\* repeats without bound/],
    ['(?:ab)+', /\(\?:ab\)\+ repeats without bound/],
    ['(?:ab+){2}', /inside another repetition/],
    ['a{1001}', /repeats more than 1000 times/],
    ['a?', /matches the empty text/],
    ['\\b', /matches the empty text/],
    ['x|', /matches the empty text/],
    [`a${'b'.repeat(500)}`, /has 501 characters, at most 500/],
    ['a\ud800', /half of a surrogate pair/],
    ['(?:a{500}){500}', /RE2 does not accept it/],
  ])('%s is refused', (pattern, message) => {
    expect(() => compile(pattern)).toThrow(message);
  });

  it('is refused with everything that is wrong at once', () => {
    expect(() => compile('^(a).*')).toThrow(/anchor.*captures.*repeats without bound/s);
  });

  it('is refused when no example can be derived, until one is given', () => {
    expect(() => compile('a\\bb|c')).toThrow(/no example text could be derived.*give one in canaries/);
    expect(compileRule({ family: 'own', pattern: 'a\\bb|c', canary: 'c' }).canary).toBe('c');
  });

  it('is refused when its canary is longer than the guard should judge at every start', () => {
    expect(() => compileRule({ family: 'own', pattern: 'a', canary: 'a'.repeat(1001) })).toThrow(
      /at most 1000 characters/,
    );
  });
});
