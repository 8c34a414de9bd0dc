import type * as compiler from './compile-rule';

/** Loaded only for rules that are not shipped, because the regex analysers take longer to load than the rest of the library. */
export const loadCompiler = (): typeof compiler =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make synthesis asynchronous
  require('./compile-rule') as typeof compiler;
