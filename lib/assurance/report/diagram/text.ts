/** Measures of text in the drawing, in the drawing's pixels. */
export const FONT_SIZE = 13;
/** Width of a character of fixed-width fonts to their size, rounded up: 0.6 in most. */
const CHARACTER = 0.61;

/** @returns width of the text in a fixed-width font */
export function widthOf(text: string, fontSize: number = FONT_SIZE): number {
  return [...text].length * CHARACTER * fontSize;
}

/** @returns the text in lines of at most so many characters, broken between words; what is too long is cut */
export function wrapped(text: string, columns: number, lines: number): string[] {
  const result: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = result.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) result[result.length - 1] = `${last} ${word}`;
    else result.push(word);
  }
  const kept = result.slice(0, lines).map((line) => shortened(line, columns));
  if (result.length > lines) kept[lines - 1] = shortened(`${kept[lines - 1] ?? ''} …`, columns);
  return kept;
}

function shortened(text: string, columns: number): string {
  const characters = [...text];
  return characters.length <= columns ? text : `${characters.slice(0, columns - 1).join('')}…`;
}
