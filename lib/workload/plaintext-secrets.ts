import { credentialIn } from '../redaction';

/** A secret that stands in a document for all to read. */
export interface PlaintextSecret {
  /** JSON pointer to it; of a key that is one itself, to what holds it. */
  readonly pointer: string;
  /** What it is. */
  readonly what: string;
}

/** What a rule set says is public: what it looks for, and a sample of it, which has the form of a credential on purpose. */
const RULES_FILE = 'ruleset.json';

/** Every text that has the form of a credential, in keys and values; and every value of a Secret, whatever its form. */
export function plaintextSecrets(document: object): PlaintextSecret[] {
  return [...valuesOfSecret(document), ...credentials(document, '')];
}

function valuesOfSecret(document: object): PlaintextSecret[] {
  const { apiVersion, kind, ...fields } = document as { readonly [field: string]: unknown };
  if (apiVersion !== 'v1' || kind !== 'Secret') return [];
  return ['data', 'stringData'].flatMap((field) =>
    Object.values(fields[field] ?? {}).some((value) => value !== '' && value !== null)
      ? [{ pointer: `/${field}`, what: 'the value of a Secret' }]
      : [],
  );
}

function credentials(value: unknown, pointer: string): PlaintextSecret[] {
  if (typeof value === 'string') {
    const what = credentialIn(value);
    return what === undefined ? [] : [{ pointer, what }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === RULES_FILE) return [];
    const what = credentialIn(key);
    if (what !== undefined) return [{ pointer, what }];
    return credentials(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  });
}
