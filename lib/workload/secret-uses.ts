import { createHash } from 'node:crypto';
import { type IConstruct } from 'constructs';
import { type SecretRef } from '../platform';

const USES = new WeakMap<IConstruct, SecretUses>();

/** Which secrets the workloads of a zone read, and how the zone gets them, when something brings them there. */
export class SecretUses {
  /** Those of a zone; the same object each time. */
  static of(zone: IConstruct): SecretUses {
    const known = USES.get(zone) ?? new SecretUses();
    USES.set(zone, known);
    return known;
  }

  /** Source of the volume with a secret; undefined for a Kubernetes Secret of that name. */
  volumeSource?: (secret: SecretRef) => object;
  /** What a value is known by that changes with it; undefined where nobody says. */
  version?: (secret: SecretRef) => string | undefined;

  private readonly byName = new Map<string, SecretRef>();
  private readonly environment = new Map<string, SecretRef>();
  private readonly others = new Set<string>();
  private readonly listeners: ((secret: SecretRef) => void)[] = [];

  private constructor() {}

  /** Each once, sorted. */
  get secrets(): SecretRef[] {
    return sorted(this.byName);
  }

  /** Says that something else brings the Secret of this name, such as an operator that issues certificates. */
  broughtByOthers(secretName: string): void {
    this.others.add(secretName);
  }

  add(secret: SecretRef): void {
    if (this.others.has(secret.secretName)) return;
    if (this.byName.has(secret.toString())) return;
    this.byName.set(secret.toString(), secret);
    for (const listener of this.listeners) listener(secret);
  }

  /** Those that stand in the environment of a container, sorted. */
  get inEnvironment(): SecretRef[] {
    return sorted(this.environment);
  }

  addToEnvironment(secret: SecretRef): void {
    this.environment.set(secret.toString(), secret);
    this.add(secret);
  }

  /** Tells of every secret that is read, also of those that were noted before. */
  onUse(listener: (secret: SecretRef) => void): void {
    this.listeners.push(listener);
    this.secrets.forEach(listener);
  }
}

/** @returns a digest of the versions of these secrets; undefined where none of them is known by a version */
export function secretsDigest(uses: SecretUses, secrets: readonly (SecretRef | undefined)[]): string | undefined {
  const known = secrets.filter((secret) => secret !== undefined);
  const byName = new Map(known.map((secret) => [secret.toString(), secret]));
  const lines = [...byName].flatMap(([name, secret]) => {
    const version = uses.version?.(secret);
    return version === undefined ? [] : [`${name} ${version}`];
  });
  return lines.length === 0 ? undefined : createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

function sorted(byName: ReadonlyMap<string, SecretRef>): SecretRef[] {
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, secret]) => secret);
}
