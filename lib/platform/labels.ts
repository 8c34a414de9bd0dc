import { isDnsSubdomain } from './dns-names';
import { badLabel, labelsEmpty, notAQualifiedName } from './errors';

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** Whether the text is `name` or `domain/name`, as keys of labels are. */
const isLabelKey = (text: string): boolean => {
  const [name, domain, ...rest] = text.split('/').reverse() as [string, string?, ...string[]];
  return rest.length === 0 && NAME.test(name) && (domain === undefined || isDnsSubdomain(domain));
};

/** Whether the text is `domain/name`. */
export const isQualifiedName = (text: string): boolean => text.includes('/') && isLabelKey(text);

/** @throws if the text is not `domain/name`, the form of extended resources and of taints set by device vendors */
export function requireQualifiedName(property: string, text: string): string {
  if (!isQualifiedName(text)) throw notAQualifiedName(property, text);
  return text;
}

/** @throws if the labels would select everything, or one of them is not a label that Kubernetes accepts */
export function requireSelectingLabels(property: string, labels: { [key: string]: string }): { [key: string]: string } {
  const entries = Object.entries(labels);
  if (entries.length === 0) throw labelsEmpty(property);
  for (const [key, value] of entries) {
    if (!isLabelKey(key) || !(value === '' || NAME.test(value))) throw badLabel(property, key, value);
  }
  return { ...labels };
}
