/**
 * Characters that are not seen, or that reorder what is: controls but for line feed and tab, and Unicode's formatting
 * characters, with which a name could pass itself off as another.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** @returns the text with every character that is not seen as `\u{202e}` */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) =>
    character === '\n' || character === '\t' ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
