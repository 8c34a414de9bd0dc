import { type DocumentSet } from '../../assurance';
import { at, isFields, listOf, textOf } from '../../assurance/fields';

/** @returns every image that a node would pull for the documents, as they write it, sorted */
export function imagesIn(documents: DocumentSet): string[] {
  return [...new Set(documents.documents.flatMap(imagesOf))].sort();
}

const CONTAINERS = /^(?:containers|initContainers|ephemeralContainers)$/;

/** Looks everywhere, so that the pods of custom kinds are found as well. */
function imagesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesOf);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const here = CONTAINERS.test(field)
      ? listOf(inner).map((container) => textOf(at(container, 'image')))
      : field === 'volumes'
        ? listOf(inner).map((volume) => textOf(at(volume, 'image', 'reference')))
        : [];
    return [...here.filter((image) => image !== undefined), ...imagesOf(inner)];
  });
}
