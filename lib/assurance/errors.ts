/** Every error of this room: what is wrong, the value, what was expected, and the fix. */
export const errors = {
  notYaml: (cause: string) => new Error(`the text is not YAML: ${cause}; expected Kubernetes manifests`),
  notAnObject: (value: unknown) =>
    new Error(
      `${shortened(value)} is no Kubernetes object; expected a map with apiVersion and kind, so leave other files out`,
    ),
  nameless: (apiVersion: string, kind: string) =>
    new Error(`a ${kind} of ${apiVersion} has no name; expected metadata.name or metadata.generateName`),
  notAQuantity: (text: string) =>
    new Error(`${JSON.stringify(text)} is no quantity; expected a number with an optional suffix, such as 500m or 2Gi`),
  celUnreadable: (source: string, cause: string) =>
    new Error(`the expression ${shortened(source)} cannot be read: ${cause}; write it in the dialect of the policies`),
  celType: (source: string, expected: string, found: string) =>
    new Error(
      `the expression ${shortened(source)} has the type ${found}, and its place needs ${expected}; compare it, as in "== true"`,
    ),
  celDialect: (source: string, problem: string) =>
    new Error(`the expression ${shortened(source)} is not read alike here and in an API server: ${problem}`),
  notTheParameters: (kind: string, namespace: string | undefined, name: string) =>
    new Error(
      `${kind} ${namespace ?? ''}/${name} is not the parameters of the policies; expected ConfigMap secure-llm-policies/parameters`,
    ),
  noPolicies: (folder: string) =>
    new Error(`the folder ${folder} has no policies; expected one YAML file for each rule`),
  noParameters: (folder: string) =>
    new Error(`the folder ${folder} has no parameters; expected parameters.yaml with the ConfigMap of the policies`),
  policyUnfit: (policy: string, problems: readonly string[]) =>
    new Error(`the policy ${policy} cannot be used: ${problems.join('; ')}`),
};

const LONGEST_VALUE = 80;

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
