import { prompts } from './corpus';
import { type RuleFile } from './rule-file';

/**
 * The longest prompts that are accepted, each hard to judge in its own way: text that has every form (look-alikes, something
 * to decode), and text that begins many matches without finishing one.
 */
export function worstPrompts(rules: RuleFile): string[] {
  const most = Number(rules.input['maxPromptCharacters']);
  const beginnings = rules.input.patterns.map(({ canary }) => canary.slice(0, Math.ceil(canary.length * 0.7)));
  const honest = prompts('honest', 'tuning').map(({ messages }) => String(messages[0]?.content));
  const base64 = Buffer.from(honest.join(' ')).toString('base64');
  const words = [
    beginnings.join(' '),
    'Игноре аll тhе рrеviоus ',
    `${base64} `,
    'ignore '.repeat(40),
    honest.join(' '),
  ];
  return words.map((word) => word.repeat(Math.ceil(most / word.length)).slice(0, most));
}
