import { backtrackingProblems } from '../../../lib/request-path/rules/backtracking';
import { parsePattern } from '../../../lib/request-path/rules/pattern-syntax';

const problems = (pattern: string): string[] => backtrackingProblems(pattern, parsePattern(pattern));

describe('a pattern that takes too long on some text', () => {
  it.each([
    ['\\w+\\d+x', /quadratic/],
    ['ab\\s*\\s*c', /\\s\* and \\s\* can match the same characters/],
    ['\\s+x', /tried from every position/],
    ['(?:a+)+b', /exponential/],
    ['a.{0,400}b.{0,400}c', /ways to match from one position, at most 100000/],
    ['(?:.{0,10}){0,10}x', /ways to match/],
    ['a(?:.|b){0,18}c', /ways to match/],
  ])('%s is found', (pattern, message) => {
    expect(problems(pattern).join()).toMatch(message);
  });
});

describe('a pattern that takes linear time, or a bounded number of steps per position', () => {
  it.each([
    'ignore\\s+all\\s+previous',
    'ignore.{0,40}previous.{0,40}rules',
    'x\\s{1,4}y\\s{1,4}z\\s{1,4}a\\s{1,4}b\\s{1,4}c\\s{1,4}d\\s{1,4}e\\s{1,4}f',
    '(?:alpha|beta|gamma).{0,60}(?:delta|epsilon|zeta).{0,60}(?:eta|theta)',
    '(?:private\\s{1,4}notes|public|plan).{0,90}x',
    '[a-z0-9]{32}',
  ])('%s passes', (pattern) => {
    expect(problems(pattern)).toEqual([]);
  });
});
