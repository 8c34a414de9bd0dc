import { type Fields, fieldsOf, listOf } from '../../../lib/assurance/fields';
import { misreads, refuses, type KnownError, type Misreading } from './known-error';

const withoutAddresses: Misreading = (documents) =>
  documents.map((document) => {
    const { kind, spec } = fieldsOf(document);
    if (kind !== 'Pod' || fieldsOf(spec).hostNetwork === true) return document;
    return { ...fieldsOf(document), status: { phase: 'Running' } };
  });

/** `key NotIn values` becomes `key Exists` and `key NotIn values`, wherever a selector stands. */
const notInWantsTheKey: Misreading = (documents) => documents.map((document) => inSelectors(document) as object);

function inSelectors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSelectors);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      field === 'matchExpressions' ? listOf(inner).map(fieldsOf).flatMap(wantingTheKey) : inSelectors(inner),
    ]),
  );
}

function wantingTheKey(expression: Fields): object[] {
  if (expression.operator !== 'NotIn') return [expression];
  return [{ key: expression.key, operator: 'Exists' }, expression];
}

/** Where an oracle is wrong, found by disagreement and read in its source. */
export const KNOWN_ERRORS: readonly KnownError[] = [
  misreads(
    'npGuard',
    'a range never means a pod',
    'a range means every address in it: the Kubernetes end-to-end tests open and close single pods by a /32 ' +
      '("should allow egress access to server in CIDR block"); np-guard skips ranges for pods (netpol.go: "assuming that ' +
      'peer of type Pod cannot be selected by IPBlock")',
    withoutAddresses,
  ),
  refuses(
    'npGuard',
    'a named port on the way to an address is an error',
    'a valid policy: a name is looked up at destinations that are pods, and means no port of an address',
    'cannot convert named port',
  ),
  misreads(
    'cyclonus',
    'NotIn wants the key',
    'a selector with NotIn also selects objects without the key (apimachinery, labels.Requirement.Matches: "DoesNotExist ' +
      'or NotIn: the key is absent or ..."); cyclonus says false (labelselector.go)',
    notInWantsTheKey,
  ),
];
