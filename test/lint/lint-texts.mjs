/**
 * Lints the texts given on stdin as JSON `[{ filePath, text }]` with one rule of the repository's configuration, named by the
 * first argument; prints the messages per text. Without types, which that rule does not need and which take most of the time.
 */
import { ESLint } from 'eslint';
import process from 'node:process';
import { text } from 'node:stream/consumers';

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === process.argv[2],
  overrideConfig: { languageOptions: { parserOptions: { project: null } } },
});
const results = [];
for (const { filePath, text: code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath });
  results.push(result.messages.map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(JSON.stringify(results));
