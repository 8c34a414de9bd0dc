import { type Fields, fieldsOf, isFields, listOf } from '../../../lib/assurance/fields';
import { misreads, refuses, type KnownError, type Misreading } from './known-error';

const withoutAddresses: Misreading = (documents) =>
  documents.map((document) => {
    const { kind, spec } = fieldsOf(document);
    if (kind !== 'Pod' || fieldsOf(spec).hostNetwork === true) return document;
    return { ...fieldsOf(document), status: { phase: 'Running' } };
  });

/** `key NotIn values` becomes `key Exists` and `key NotIn values`. */
const notInWantsTheKey: Misreading = (documents) =>
  inSelectors(documents, ({ matchLabels, matchExpressions }) => ({
    ...(matchLabels !== undefined && { matchLabels }),
    matchExpressions: listOf(matchExpressions).flatMap((expression) =>
      fieldsOf(expression).operator === 'NotIn'
        ? [{ key: fieldsOf(expression).key, operator: 'Exists' }, expression]
        : [expression],
    ),
  }));

/** `key: ''` becomes that the key has none of the values that there are, which is so without the key too. */
const emptyMeansAbsent: Misreading = (documents) => {
  const values = [...new Set(documents.flatMap((document) => labelValues(fieldsOf(document).metadata)))].sort();
  return inSelectors(documents, ({ matchLabels, matchExpressions }) => {
    const labels = Object.entries(fieldsOf(matchLabels));
    return {
      matchLabels: Object.fromEntries(labels.filter(([, value]) => value !== '')),
      matchExpressions: [
        ...listOf(matchExpressions),
        ...labels
          .filter(([, value]) => value === '' && values.length > 0)
          .map(([key]) => ({ key, operator: 'NotIn', values })),
      ],
    };
  });
};

function labelValues(metadata: unknown): unknown[] {
  return Object.values(fieldsOf(fieldsOf(metadata).labels)).filter((value) => value !== '');
}

/** Changes every selector of the policies. */
function inSelectors(documents: readonly object[], change: (selector: Fields) => object): object[] {
  const changed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(changed);
    if (!isFields(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]) => [
        field,
        /Selector$/.test(field) ? change(fieldsOf(inner)) : changed(inner),
      ]),
    );
  };
  return documents.map((document) =>
    fieldsOf(document).kind === 'NetworkPolicy' ? (changed(document) as object) : document,
  );
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
    'a selector with NotIn also selects what has no such label (apimachinery, labels/selector.go, Requirement.Matches: "The ' +
      'operator is DoesNotExist or NotIn and Labels does not have the Requirement\'s key"); cyclonus says false ' +
      '(labelselector.go)',
    notInWantsTheKey,
  ),
  misreads(
    'cyclonus',
    'an empty value means that the key is absent, too',
    'the key must be there (apimachinery, meta/v1, LabelSelector: "A single {key,value} in the matchLabels map is ' +
      'equivalent to an element of matchExpressions, whose ... operator is "In""); cyclonus compares with what a Go map says ' +
      'of a key that it does not have (labelselector.go)',
    emptyMeansAbsent,
  ),
];

/** Two errors of one oracle in one connection, which are too rare to be met in every run. */
export const COMBINED_ERRORS: readonly KnownError[] = [
  misreads('cyclonus', 'both of these', 'as above, in one connection', (documents) =>
    emptyMeansAbsent(notInWantsTheKey(documents)),
  ),
];
