import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/**
 * Compiles programs that stand in no file as if they stood beside tsconfig.json, with its settings.
 * @returns the compiler's messages, none when every program is well typed
 */
export function typeCheck(tsconfig: string, programs: readonly string[]): string[] {
  const folder = dirname(tsconfig);
  const config = ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)).config as object;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const files = new Map(programs.map((text, at) => [join(folder, `documented-program-${at + 1}.ts`), text]));

  const host = ts.createCompilerHost(options);
  host.readFile = (path) => files.get(path) ?? ts.sys.readFile(path);
  host.fileExists = (path) => files.has(path) || ts.sys.fileExists(path);

  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
  return diagnostics.map(({ file, start, messageText }) => {
    const line =
      file && start !== undefined ? `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}: ` : '';
    return line + ts.flattenDiagnosticMessageText(messageText, '\n');
  });
}
