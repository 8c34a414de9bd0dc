import { RE2JS } from 're2js';

/** Why RE2 does not accept the pattern, or nothing. */
export const re2Problem = (pattern: string): string | undefined => {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return `RE2 does not accept it (${(error as Error).message})`;
  }
};

/** Whether RE2 finds the pattern anywhere in the text. */
export const re2Finds = (pattern: string, text: string): boolean => RE2JS.compile(pattern).matcher(text).find();
