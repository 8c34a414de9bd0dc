import { type ContainerImage } from './container-image';
import { type Container, type PodTemplate } from './pod-template';

/** What a runtime sets when the image names no PATH; the programs of the image stand in front. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The environment that the kubelet would give to a container, with the downward API resolved from the template.
 *
 * @throws on a field that this test does not know
 */
export function podEnvironment(
  template: PodTemplate,
  container: Container,
  image: ContainerImage,
  programs: string,
): Record<string, string> {
  const own = (container.env ?? []).map(({ name, value, valueFrom }): [string, string] => {
    if (valueFrom === undefined) return [name, value ?? ''];
    return [name, field(template, valueFrom.fieldRef?.fieldPath ?? JSON.stringify(valueFrom))];
  });
  return {
    PATH: `${programs}:${DEFAULT_PATH}`,
    HOSTNAME: `${template.name}-0`,
    ...image.env,
    ...Object.fromEntries(own),
  };
}

function field(template: PodTemplate, path: string): string {
  const annotation = /^metadata\.annotations\['(.+)'\]$/.exec(path)?.[1];
  // the kubelet gives an empty string for an annotation that is not there
  if (annotation !== undefined) return template.annotations[annotation] ?? '';
  if (path === 'metadata.name') return `${template.name}-0`;
  if (path === 'metadata.namespace') return template.namespace;
  throw new Error(`${template.name}: the downward API field ${path} is not known to this test`);
}
