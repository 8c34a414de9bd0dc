import { type KubernetesDocument } from '../../../lib/assurance/document';
import { changing, without, type Mutant, type Path, type Place } from './mutant';

/** What makes a document a document: without them there is nothing to judge. */
const HEAD = ['apiVersion', 'kind', 'metadata', 'metadata.name'];

/** Every document removed, and every field and list entry of every document, one at a time. */
export function removals(documents: readonly KubernetesDocument[]): Mutant[] {
  return documents.flatMap((document) => [
    without(documents, document),
    ...paths(document)
      .filter((path) => !HEAD.includes(path.join('.')))
      .flatMap((path) =>
        changing(documents, document, `${inWords(document, path)} removed`, (copy) => remove(copy, path)),
      ),
  ]);
}

/** The way to every field and list entry below, outer ones first. */
export function paths(value: unknown, above: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => {
    const path = [...above, key];
    return [path, ...paths((value as Place)[key], path)];
  });
}

export function follow(value: unknown, path: Path): Place {
  return path.reduce<Place>((inner, key) => inner[key], value);
}

function remove(document: Place, path: Path): void {
  const place = follow(document, path.slice(0, -1));
  const key = path[path.length - 1] as string | number;
  if (Array.isArray(place)) place.splice(key as number, 1);
  else delete place[key];
}

/** `spec.containers[guard].image`: entries of a list by their name, if they have one. */
export function inWords(document: unknown, path: Path): string {
  return path
    .map((key, depth) => {
      if (typeof key === 'string') return key.includes('/') || key.includes('.') ? `[${key}]` : `.${key}`;
      const entry = follow(document, path.slice(0, depth + 1));
      return `[${entry?.mountPath ?? entry?.name ?? key}]`;
    })
    .join('')
    .replace(/^\./, '');
}
