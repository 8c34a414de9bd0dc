import { type AST } from '@eslint-community/regexpp';

/** A text the pattern most likely finds: the first alternative, the fewest repetitions. The caller checks that it does. */
export const sampleOf = (pattern: AST.Pattern | AST.Group): string =>
  pattern.alternatives[0]!.elements.map(sampleOfElement).join('');

const sampleOfElement = (element: AST.Element): string => {
  switch (element.type) {
    case 'Group':
      return sampleOf(element);
    case 'Quantifier':
      return sampleOfElement(element.element).repeat(element.min);
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
    case 'CharacterClass':
      return sampleOfClass(element);
    default:
      return '';
  }
};

const candidates = ['a', '0', ' ', ...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))];

const sampleOfClass = (element: AST.CharacterSet | AST.CharacterClass): string => {
  const matches = new RegExp(element.raw, 'u');
  const fitting = candidates.find((candidate) => matches.test(candidate));
  if (fitting !== undefined) return fitting;
  const member = element.type === 'CharacterClass' ? element.elements[0] : undefined;
  if (member?.type === 'Character') return String.fromCodePoint(member.value);
  return member?.type === 'CharacterClassRange' ? String.fromCodePoint(member.min.value) : '';
};
