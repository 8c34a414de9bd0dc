import { type KubernetesObject } from '../api-server/kubernetes-object';

/**
 * Kinds of cert-manager, which is not run here: its objects are stored and nothing is made of them. Their fields are those of
 * its API (cert-manager.io/v1) as far as they are written, so that a misspelt one is refused.
 */
export const CERT_MANAGER: readonly KubernetesObject[] = [
  kind('Issuer', 'issuers', { selfSigned: {} }),
  kind('Certificate', 'certificates', {
    secretName: 'string',
    issuerRef: { name: 'string', kind: 'string', group: 'string' },
    commonName: 'string',
    dnsNames: ['string'],
    isCA: 'boolean',
    privateKey: { algorithm: 'string', size: 'integer', rotationPolicy: 'string', encoding: 'string' },
    duration: 'string',
    renewBefore: 'string',
    usages: ['string'],
  }),
];

/** The fields of an object by their names; a list by its element. */
type Shape = string | readonly [Shape] | { readonly [field: string]: Shape };

function kind(name: string, plural: string, spec: Shape): KubernetesObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.cert-manager.io` },
    spec: {
      group: 'cert-manager.io',
      scope: 'Namespaced',
      names: { kind: name, plural, singular: name.toLowerCase() },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: schema(spec) } } },
        },
      ],
    },
  };
}

function schema(shape: Shape): object {
  if (typeof shape === 'string') return { type: shape };
  if (isList(shape)) return { type: 'array', items: schema(shape[0]) };
  const properties = Object.fromEntries(Object.entries(shape).map(([name, inner]) => [name, schema(inner)]));
  return { type: 'object', properties };
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
