import { Construct, type IConstruct } from 'constructs';
import { TrustZone } from '../workload';
import { SecretUses } from '../workload/secret-uses';
import { errors } from './errors';
import { type SecretBackend } from './secret-backend';

/** Which way secrets come, and what is known of them. */
export interface SyncedSecretsProps {
  /** Where they come from. */
  readonly backend: SecretBackend;
  /**
   * What the value of a secret is known by that changes with it, by `SecretRef.vaultName`: for example
   * `PlatformOutputs.secretVersions`. Pods that read their secrets at start only are replaced when it changes.
   * @default - unknown: a changed secret reaches such pods when they are restarted
   */
  readonly versions?: { readonly [vaultName: string]: string };
}

const ZONES_WITH_SECRETS = new WeakMap<IConstruct, Set<TrustZone>>();

/** Brings every secret that a workload of the zone reads, also those that are mounted later. One for each zone. */
export class SyncedSecrets extends Construct {
  /** The zone. */
  public readonly zone: TrustZone;

  /** @throws if the scope is in no zone, or the zone has one already */
  public constructor(scope: Construct, id: string, props: SyncedSecretsProps) {
    super(scope, id);
    this.zone = TrustZone.of(this);
    const { backend, versions } = props;
    const zones = zonesWithSecrets(this.node.root);
    if (zones.has(this.zone)) throw errors.syncedTwice(this.zone.namespace, this.node.path);
    zones.add(this.zone);

    const uses = SecretUses.of(this.zone);
    const delivery = backend._deliverTo(this.zone, this);
    if (delivery.volumeSource !== undefined) uses.volumeSource = delivery.volumeSource;
    if (versions !== undefined) uses.version = ({ vaultName }) => versions[vaultName];
    uses.onUse((secret) => delivery.add(secret));
    this.node.addValidation({
      validate: () => [...this.missing(backend), ...(delivery.volumeSource === undefined ? [] : this.inEnvironment())],
    });
  }

  private missing(backend: SecretBackend): string[] {
    return SecretUses.of(this.zone)
      .secrets.filter((secret) => !backend.provides(secret))
      .map((secret) => {
        const fix = `add ${secret.vaultName} there, or name another backend`;
        return errors.notProvided(secret.toString(), this.zone.namespace, backend.name, fix, this.node.path).message;
      });
  }

  private inEnvironment(): string[] {
    return SecretUses.of(this.zone).inEnvironment.map(
      (secret) => errors.environmentNeedsSecret(secret.toString(), this.zone.namespace, this.node.path).message,
    );
  }
}

/** Zones whose secrets somebody answers for. In a program that has any, every zone that reads secrets needs one. */
function zonesWithSecrets(root: IConstruct): Set<TrustZone> {
  const known = ZONES_WITH_SECRETS.get(root);
  if (known !== undefined) return known;
  const zones = new Set<TrustZone>();
  ZONES_WITH_SECRETS.set(root, zones);
  root.node.addValidation({ validate: () => unanswered(root, zones) });
  return zones;
}

function unanswered(root: IConstruct, zones: ReadonlySet<TrustZone>): string[] {
  return root.node
    .findAll()
    .filter((construct) => TrustZone.isTrustZone(construct))
    .filter((zone) => !zones.has(zone))
    .flatMap((zone) => {
      const secrets = SecretUses.of(zone).secrets.map(String);
      return secrets.length === 0 ? [] : [errors.notSynced(secrets, zone.namespace, zone.node.path).message];
    });
}
