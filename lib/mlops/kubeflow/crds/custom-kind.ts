/** A kind that the cluster learns. */
export interface CustomKind {
  /** API group. */
  readonly group: string;
  /** The only version, which is stored. */
  readonly version: string;
  /** Kind. */
  readonly kind: string;
  /** Plural, lower case. */
  readonly plural: string;
  /**
   * Abbreviations for kubectl.
   * @default - none
   */
  readonly shortNames?: string[];
  /**
   * Whether objects belong to no namespace.
   * @default false
   */
  readonly clusterScoped?: boolean;
  /**
   * Whether the status is a resource of its own.
   * @default false
   */
  readonly hasStatusResource?: boolean;
  /** OpenAPI schema of an object, structural. */
  readonly schema: object;
}

/** `spec` of the CustomResourceDefinition. */
export function definitionSpec(kind: CustomKind): object {
  return {
    group: kind.group,
    scope: kind.clusterScoped ? 'Cluster' : 'Namespaced',
    names: {
      kind: kind.kind,
      listKind: `${kind.kind}List`,
      plural: kind.plural,
      singular: kind.kind.toLowerCase(),
      ...(kind.shortNames !== undefined && { shortNames: kind.shortNames }),
    },
    versions: [
      {
        name: kind.version,
        served: true,
        storage: true,
        schema: { openAPIV3Schema: kind.schema },
        ...(kind.hasStatusResource && { subresources: { status: {} } }),
      },
    ],
  };
}
