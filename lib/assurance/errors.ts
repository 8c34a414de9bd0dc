import { refusal } from '../redaction';

/** Every error of this room: what is wrong, the value, what was expected, and the fix. */
export const errors = {
  /** The line itself is left out on purpose: manifests hold Secrets. */
  notYaml: (cause: string, line: number | undefined) =>
    refusal(
      `the text is not YAML: ${cause}${line === undefined ? '' : ` on line ${line}`}; expected Kubernetes manifests`,
    ),
  /** What is in it is left out on purpose: it may be a file of passwords. */
  notAnObject: (value: unknown) =>
    refusal(
      `${kindOf(value)} is no Kubernetes object; expected a map with apiVersion and kind, so leave other files out`,
    ),
  nameless: (apiVersion: string, kind: string) =>
    refusal(`a ${kind} of ${apiVersion} has no name; expected metadata.name or metadata.generateName`),
  notAQuantity: (text: string) =>
    refusal(`${JSON.stringify(text)} is no quantity; expected a number with an optional suffix, such as 500m or 2Gi`),
  celUnreadable: (source: string, cause: string) =>
    refusal(`the expression ${shortened(source)} cannot be read: ${cause}; write it in the dialect of the policies`),
  celType: (source: string, expected: string, found: string) =>
    refusal(
      `the expression ${shortened(source)} has the type ${found}, and its place needs ${expected}; compare it, as in "== true"`,
    ),
  celDialect: (source: string, problem: string) =>
    refusal(`the expression ${shortened(source)} is not read alike here and in an API server: ${problem}`),
  notTheParameters: (kind: string, namespace: string | undefined, name: string) =>
    refusal(
      `${kind} ${namespace ?? ''}/${name} is not the parameters of the policies; expected ConfigMap secure-llm-policies/parameters`,
    ),
  noPolicies: (folder: string) => refusal(`the folder ${folder} has no policies; expected one YAML file for each rule`),
  noParameters: (folder: string) =>
    refusal(`the folder ${folder} has no parameters; expected parameters.yaml with the ConfigMap of the policies`),
  policyUnfit: (policy: string, problems: readonly string[]) =>
    refusal(`the policy ${policy} cannot be used: ${problems.join('; ')}`),
};

const LONGEST_VALUE = 80;

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map without them' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
