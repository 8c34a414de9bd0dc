import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** Longest pattern that is accepted. */
export const MAX_PATTERN_CHARACTERS = 500;
/** Largest bound of a quantifier; RE2's own limit. */
export const MAX_REPETITIONS = 1000;

const parser = new RegExpParser({ ecmaVersion: 2024 });

/**
 * Reads a pattern with the strict (`u`) grammar of ECMAScript, which leaves no room for the spellings on which RE2 and
 * Python differ: stray braces and brackets, unknown escapes, possessive quantifiers, octal escapes.
 * @throws when the pattern is no regular expression of that grammar
 */
export const parsePattern = (pattern: string): AST.Pattern =>
  parser.parsePattern(pattern, 0, pattern.length, { unicode: true });

/** What in the pattern is outside the subset; empty when all of it is inside. */
export const subsetProblems = (pattern: AST.Pattern): string[] => {
  const problems = new Set<string>();
  for (const alternative of pattern.alternatives) checkElements(alternative, 1, problems);
  if (problems.size === 0 && leastLength(pattern) === 0)
    problems.add('it matches the empty text, so it would block everything');
  return [...problems];
};

const checkElements = (alternative: AST.Alternative, repeated: number, problems: Set<string>): void => {
  for (const element of alternative.elements) checkElement(element, repeated, problems);
};

const checkElement = (element: AST.Element, repeated: number, problems: Set<string>): void => {
  switch (element.type) {
    case 'Group':
      for (const alternative of element.alternatives) checkElements(alternative, repeated, problems);
      return;
    case 'CapturingGroup':
      problems.add(`${element.raw} captures: write (?:…)`);
      return;
    case 'Assertion':
      if (element.kind !== 'word' || element.negate)
        problems.add(`${element.raw} is an anchor or lookaround: only \\b is allowed`);
      return;
    case 'Quantifier':
      return checkQuantifier(element, repeated, problems);
    case 'Character':
      return checkCharacter(element, problems);
    case 'CharacterSet':
      if (element.kind === 'property') problems.add(`${element.raw} is a Unicode property: write the characters out`);
      return;
    case 'CharacterClass':
      return checkClass(element, problems);
    default:
      problems.add(`${element.raw} is not allowed`);
  }
};

const checkQuantifier = (quantifier: AST.Quantifier, repeated: number, problems: Set<string>): void => {
  const { element, max, raw } = quantifier;
  if (max === Infinity) {
    const single = element.type === 'Character' || element.type === 'CharacterClass' || element.type === 'CharacterSet';
    if (!single || (element.type === 'CharacterSet' && element.kind === 'any'))
      problems.add(`${raw} repeats without bound: give a bound such as {0,40}, or repeat one character or class only`);
    if (repeated > 1) problems.add(`${raw} repeats without bound inside another repetition`);
  } else if (max > MAX_REPETITIONS) {
    problems.add(`${raw} repeats more than ${MAX_REPETITIONS} times`);
  }
  checkElement(element, repeated * Math.max(max, 1), problems);
};

const checkCharacter = (character: AST.Character, problems: Set<string>): void => {
  const escaped = character.raw.startsWith('\\');
  if (escaped && !/^\\[nt^$\\.*+?()[\]{}|/-]$/.test(character.raw))
    problems.add(`${character.raw} is not an escape that is read alike everywhere: write the character itself`);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!escaped && /[\u0000-\u001f\u007f]/.test(character.raw))
    problems.add('it contains a control character: write \\n, \\t or \\s');
};

const checkClass = (characterClass: AST.CharacterClass, problems: Set<string>): void => {
  if (characterClass.elements.length === 0) problems.add(`${characterClass.raw} is an empty class`);
  if (/(?<!\\)(?:\\\\)*\[/.test(characterClass.raw.slice(1)) || /&&|\|\||~~|--/.test(characterClass.raw))
    problems.add(
      `${characterClass.raw} looks like a POSIX class or a set operation: escape [ and do not double & | ~ -`,
    );
  for (const member of characterClass.elements) {
    if (member.type === 'Character') checkCharacter(member, problems);
    else if (member.type === 'CharacterClassRange')
      [member.min, member.max].forEach((end) => checkCharacter(end, problems));
    else if (member.type !== 'CharacterSet' || member.kind === 'property')
      problems.add(`${member.raw} is not allowed in a class`);
  }
};

/** Length of the shortest text the pattern matches. */
const leastLength = (node: AST.Pattern | AST.Group): number =>
  Math.min(
    ...node.alternatives.map((alternative) => alternative.elements.reduce((sum, element) => sum + leastOf(element), 0)),
  );

const leastOf = (element: AST.Element): number => {
  if (element.type === 'Group') return leastLength(element);
  if (element.type === 'Quantifier') return element.min === 0 ? 0 : element.min * leastOf(element.element);
  return element.type === 'Assertion' ? 0 : 1;
};
