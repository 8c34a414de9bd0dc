/** Every error of this room: what is wrong, the value, what was expected, and the fix. */
export const errors = {
  notYaml: (cause: string) => new Error(`the text is not YAML: ${cause}; expected Kubernetes manifests`),
  notAnObject: (value: unknown) =>
    new Error(
      `${shortened(value)} is no Kubernetes object; expected a map with apiVersion and kind, so leave other files out`,
    ),
  nameless: (apiVersion: string, kind: string) =>
    new Error(`a ${kind} of ${apiVersion} has no name; expected metadata.name or metadata.generateName`),
};

const LONGEST_VALUE = 80;

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
