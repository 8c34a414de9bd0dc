/** Every error of the request path in one place: what is wrong, the value, what was expected and the fix. */
import { refusal } from '../redaction';
import { type RuleDirection } from './rules/block-rule';

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

export const familyNameInvalid = (family: string): Error =>
  refusal(
    `rule family ${shown(family)} is not a valid name: expected lower-case letters and digits in groups joined by "-", ` +
      `at most 40 characters, for example "unreleased-products"`,
  );

export const familyInBothDirections = (family: string, direction: RuleDirection): Error =>
  refusal(
    `rule family ${shown(family)} is already used for ${direction === 'input' ? 'answers' : 'prompts'}: rule ids stand in the ` +
      `audit line and must be unique, so give the rules for ${direction === 'input' ? 'prompts' : 'answers'} a family of their own`,
  );

export const patternInTwoFamilies = (pattern: string, family: string, other: string): Error =>
  refusal(
    `pattern ${shown(pattern)} of family ${shown(family)} is already in family ${shown(other)}: a text is blocked once, ` +
      `so keep the pattern in one family`,
  );

export const noPatterns = (family: string): Error =>
  refusal(`rule family ${shown(family)} was given no patterns: expected at least one`);

export const patternRejected = (family: string, pattern: string, problems: readonly string[]): Error =>
  refusal(
    `pattern ${shown(pattern)} of rule family ${shown(family)} cannot be used: ${problems.join('; ')}. ` +
      `Expected the subset that RE2 and Python read alike (see RuleSet.blocking)`,
  );

export const canaryCountDiffers = (family: string, patterns: number, canaries: number): Error =>
  refusal(
    `rule family ${shown(family)} has ${patterns} patterns and ${canaries} canaries: expected one canary per pattern, ` +
      `in the same order, or none at all`,
  );

export const tooManyPatterns = (direction: RuleDirection, count: number, limit: number): Error =>
  refusal(
    `the rule set has ${count} ${direction} patterns: expected at most ${limit}; every one is matched against every text, ` +
      `so merge phrases with alternation`,
  );

export const ruleSetTooLarge = (bytes: number, limit: number): Error =>
  refusal(
    `the rule set is ${bytes} bytes as JSON: expected at most ${limit}, because a ConfigMap holds 1 MiB; remove patterns or shorten canaries`,
  );

export const ruleSetFileUnusable = (path: string, problem: string): Error =>
  refusal(
    `rule set file ${shown(path)} cannot be used: ${problem}. Expected what RuleSet.toCanonicalJson() or a release of rules wrote, unchanged`,
  );

export const ruleSetFileNotReleased = (path: string, record: string, sha256: string, recorded: unknown): Error =>
  refusal(
    `rule set file ${shown(path)} has digest ${sha256}, and its record ${shown(record)} is of ${shown(recorded)}: these rules are not ` +
      `those that were tried. Put both files back to what was merged together, or delete the record to deploy rules without a release`,
  );

export const charactersOutOfRange = (what: string, value: number, most: number): Error =>
  refusal(`${what} is ${shown(value)}: expected a whole number from 1 to ${most}`);

export const ruleUnknown = (ruleOrFamily: string, families: readonly string[]): Error =>
  refusal(
    `no rule or rule family is called ${shown(ruleOrFamily)}: expected a rule id such as "secret-1" or one of the families ${families.join(', ')}`,
  );

export const modelNameInvalid = (name: string): Error =>
  refusal(
    `model name ${shown(name)} cannot be served: expected 1 to 128 letters, digits or ._/:- that start with a letter or digit, ` +
      `for example "llama-3.1-8b-instruct"`,
  );

export const modelServedTwice = (name: string, path: string): Error =>
  refusal(
    `model ${shown(name)} is served twice: expected one endpoint per name, so give one of them another name [${path}]`,
  );

export const forwardsNowhere = (path: string): Error =>
  refusal(
    `the guard tier forwards to nothing, so every request would fail: call forwardsTo(…) with its next hop [${path}]`,
  );

export const nextHopTwice = (known: string, other: string, path: string): Error =>
  refusal(
    `the guardrail already forwards to ${shown(known)}, not ${shown(other)}: expected one output processor behind it [${path}]`,
  );

export const noRules = (direction: RuleDirection, path: string): Error =>
  refusal(
    `the rule set has no ${direction} rules, so this tier would check nothing: start from RuleSet.baseline(), or add ` +
      `${direction === 'input' ? 'blocking(…)' : 'blockingAnswers(…)'} [${path}]`,
  );

export const outOfRange = (what: string, value: number, least: number, most: number, path: string): Error =>
  refusal(`${what} is ${shown(value)}: expected a whole number from ${least} to ${most} [${path}]`);

export const gpuCountInvalid = (count: number): Error =>
  refusal(
    `GPU count is ${shown(count)}: expected a whole number from 1 to 16, because a model server runs on one node`,
  );

export const weightsPathInvalid = (path: string): Error =>
  refusal(
    `path ${shown(path)} in the weights volume cannot be used: expected a relative path without "..", for example "llama/model.gguf"`,
  );

export const weightsFileMissing = (model: string): Error =>
  refusal(
    `model ${shown(model)} names no file in its weights volume: llama.cpp reads one GGUF file, so expected path, for example ` +
      `Weights.claim('models', { path: 'model.gguf' })`,
  );

/** Only the name is shown: the value may be a secret that stands in the wrong place. */
export const argumentReserved = (argument: string): Error =>
  refusal(
    `argument ${shown(argument)} is set by the library or would weaken it: remove it from extraArguments; keys are given as SecretRef`,
  );

export const endpointUrlInvalid = (url: string, path: string): Error =>
  refusal(
    `endpoint URL ${url.includes('@') ? 'with credentials (not shown)' : shown(url)} cannot be used: expected http://host:port or https://host:port without path, query and credentials [${path}]`,
  );

export const endpointModelsMissing = (path: string): Error =>
  refusal(`the external endpoint names no model: expected at least one in models [${path}]`);

export const endpointKeyUnclear = (path: string): Error =>
  refusal(
    `the external endpoint needs exactly one of apiKey and dangerouslyUnauthenticated: expected a SecretRef, or the reason why none is needed [${path}]`,
  );

export const nothingToServe = (path: string): Error =>
  refusal(`the stack serves no model: expected at least one in models or endpoints [${path}]`);

export const poolUnfit = (endpoint: string, path: string): Error =>
  refusal(
    `endpoint ${shown(endpoint)} cannot stand by: expected a second model server with one model, to which no requests go yet [${path}]`,
  );

export const modelsReleasedAlready = (path: string): Error =>
  refusal(
    `an endpoint was added after the models had been moved into a file for releases: connect all endpoints with forwardsTo first, then declare the release [${path}]`,
  );

export const noCallers = (path: string): Error =>
  refusal(`the stack has no callers, so nobody could reach it: expected at least one Peer in callers [${path}]`);
