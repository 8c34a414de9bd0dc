import { Construct } from 'constructs';
import { ArtifactsContainerRepository } from '../bindings/artifacts-container-repository';
import { IdentityPolicy } from '../bindings/identity-policy';
import { VulnerabilityScanningContainerScanRecipe } from '../bindings/vulnerability-scanning-container-scan-recipe';
import { VulnerabilityScanningContainerScanTarget } from '../bindings/vulnerability-scanning-container-scan-target';
import { requireEachOnce } from '../each-once';
import { errors } from '../errors';
import { HomeRegion } from '../identity/home-region';
import { Ocid } from '../ocid';
import { installTerraformChecks } from '../rules/terraform-checks';
import { type VaultKey } from '../vault/vault-key';
import { type ContainerRegistryProps } from './container-registry-props';

const REPOSITORY = /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/;

/**
 * Repositories in the region's registry: private, with tags that are never moved, scanned for known vulnerabilities, and with a key
 * that signs what may run. A cluster that lists `signingKey` in its image policy runs nothing else. Nodes pull with an image pull
 * secret or with the node's own credential provider; workload identity does not reach the registry.
 */
export class ContainerRegistry extends Construct {
  /** The RSA key that signs images. */
  public readonly signingKey: VaultKey;
  /** Names of the repositories. */
  public readonly repositories: readonly string[];

  /** @throws if an OCID or a name is none, there is no repository, one is named twice, or the stack has no home region */
  public constructor(scope: Construct, id: string, props: ContainerRegistryProps) {
    super(scope, id);
    installTerraformChecks(this);
    const compartmentId = Ocid.requireCompartment('compartmentId', props.compartmentId);
    this.repositories = checked(props.repositories);
    this.signingKey = props.vault.signingKey('images');

    const made = this.repositories.map(
      (displayName, at, names) =>
        new ArtifactsContainerRepository(this, idOf(displayName, at, names), {
          compartmentId,
          displayName,
          isPublic: false,
          isImmutable: true,
        }),
    );
    const policy = new IdentityPolicy(this, 'scanner-policy', {
      provider: HomeRegion.of(this).provider,
      compartmentId,
      name: `${id}-scanner`,
      description: 'The vulnerability scanner may read images',
      statements: [
        `Allow service vulnerability-scanning-service to read repos in compartment id ${compartmentId}`,
        `Allow service vulnerability-scanning-service to read compartments in compartment id ${compartmentId}`,
      ],
    });
    const recipe = new VulnerabilityScanningContainerScanRecipe(this, 'scan-recipe', {
      compartmentId,
      displayName: id,
      scanSettings: { scanLevel: 'STANDARD' },
    });
    new VulnerabilityScanningContainerScanTarget(this, 'scan-target', {
      compartmentId,
      displayName: id,
      containerScanRecipeId: recipe.id,
      targetRegistry: { compartmentId, type: 'OCIR', repositories: made.map(({ displayName }) => displayName) },
      dependsOn: [policy],
    });
  }
}

function checked(repositories: readonly string[]): readonly string[] {
  if (repositories.length === 0) throw errors.listEmpty('repositories', 'at least one repository');
  for (const name of repositories) {
    if (!REPOSITORY.test(name)) {
      throw errors.badName('repository', name, 'lower-case letters and digits, joined by ".", "_", "-" or "/"');
    }
  }
  return requireEachOnce('repositories', repositories);
}

/** `a/b` and `a-b` would have one; no name has two dashes in a row, so the second form is nobody else's. */
function idOf(name: string, at: number, names: readonly string[]): string {
  const id = name.replaceAll('/', '-');
  const isTaken = names.some((other, place) => place !== at && other.replaceAll('/', '-') === id);
  return `repository-${isTaken ? name.replaceAll('/', '--') : id}`;
}
