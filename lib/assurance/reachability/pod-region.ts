import { LabelRegion, type Labels } from './label-region';
import { ValueSet } from './value-set';

/** Set by the API server on every namespace to the namespace's name; nobody can change it. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** All pods whose namespace carries labels of one region and that carry labels of another. */
export class PodRegion {
  static readonly ANY = new PodRegion(LabelRegion.ANY, LabelRegion.ANY);

  /** @returns the pods of one namespace that the region selects */
  static inNamespace(name: string, pods: LabelRegion = LabelRegion.ANY): PodRegion {
    return new PodRegion(LabelRegion.where(NAMESPACE_NAME, ValueSet.in([name])), pods);
  }

  constructor(
    /** Labels of the namespace. */
    readonly namespace: LabelRegion,
    /** Labels of the pod. */
    readonly pods: LabelRegion,
  ) {}

  /** Whether no pod can be in it. */
  get isEmpty(): boolean {
    return this.namespace.isEmpty || this.pods.isEmpty;
  }

  /** How many labels it asks about. */
  get size(): number {
    return this.namespace.size + this.pods.size;
  }

  /** Names of the namespaces that it is confined to, if they are finitely many. */
  get namespaceNames(): readonly string[] | undefined {
    return this.namespace.values(NAMESPACE_NAME).listed;
  }

  /** Whether a pod with these labels in a namespace with those is in it. */
  has(namespace: Labels, pod: Labels): boolean {
    return this.namespace.has(namespace) && this.pods.has(pod);
  }

  /** @returns pods in both */
  intersect(other: PodRegion): PodRegion {
    return new PodRegion(this.namespace.intersect(other.namespace), this.pods.intersect(other.pods));
  }

  /** @returns pods in this one and not in the other, as disjoint regions */
  subtract(other: PodRegion): PodRegion[] {
    const shared = this.namespace.intersect(other.namespace);
    return [
      ...this.namespace.subtract(other.namespace).map((namespace) => new PodRegion(namespace, this.pods)),
      ...(shared.isEmpty ? [] : this.pods.subtract(other.pods).map((pods) => new PodRegion(shared, pods))),
    ];
  }

  /** `any pod with app = frontend in namespace shop`. */
  toString(): string {
    const labels = this.pods.toString();
    return `any pod${labels === '' ? '' : ` with ${labels}`} in ${this.place()}`;
  }

  private place(): string {
    const others = this.namespace.without(NAMESPACE_NAME).toString();
    const names = this.namespaceNames;
    const excluded = this.namespace.values(NAMESPACE_NAME).complement.texts;
    const place =
      names?.length === 1
        ? `namespace ${names[0]}`
        : names !== undefined
          ? `any of the namespaces ${names.join(', ')}`
          : excluded.length > 0
            ? `any namespace but ${excluded.join(', ')}`
            : 'any namespace';
    return others === '' ? place : `${place} with ${others}`;
  }
}
