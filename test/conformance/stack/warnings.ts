import { type Kubectl } from '../cluster/kubectl';

/** What the warnings about a pod say; empty while there are none. */
export function warningsAbout(kubectl: Kubectl, namespace: string, pod: string): Promise<string> {
  const selector = `involvedObject.kind=Pod,involvedObject.name=${pod},type=Warning`;
  const output = ['-o', 'jsonpath={range .items[*]}{.reason}: {.message}{"\\n"}{end}'];
  return kubectl.run(['-n', namespace, 'get', 'events', '--field-selector', selector, ...output]);
}
