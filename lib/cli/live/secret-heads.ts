/** What is asked of the API server about Secrets. */
export const SECRET_TABLE = ['secrets', '--all-namespaces', '--no-headers', '--show-labels'] as const;

/**
 * Secrets without their data. kubectl asks for its own table as the API server prints it, which holds name, type, number
 * of keys and labels, so the data never leaves the API server; any other output format would fetch whole Secrets.
 * Annotations are not in it, so waivers on a Secret are not seen.
 *
 * @param table what `kubectl get` printed for {@link SECRET_TABLE}
 * @returns Secrets as plain objects
 */
export function secretHeads(table: string): object[] {
  return table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [namespace, name, type, , , labels = NO_LABELS] = line.trim().split(/\s+/);
      return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels: labelsIn(labels) }, type };
    });
}

/** How kubectl writes that there are none. */
const NO_LABELS = '<none>';

function labelsIn(text: string): { readonly [key: string]: string } {
  if (text === NO_LABELS) return {};
  return Object.fromEntries(
    text.split(',').map((label) => {
      const at = label.indexOf('=');
      return [label.slice(0, at), label.slice(at + 1)];
    }),
  );
}
