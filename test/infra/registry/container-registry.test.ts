import { ContainerRegistry } from '../../../lib/infra/registry/container-registry';
import { OciVault } from '../../../lib/infra/vault/oci-vault';
import { accepted, COMPARTMENT, emptyStack, ofType } from '../synthesized';

function registryOf(...repositories: string[]): { registry: ContainerRegistry; stack: ReturnType<typeof emptyStack> } {
  const stack = emptyStack();
  const vault = new OciVault(stack, 'vault', { compartmentId: COMPARTMENT });
  return {
    stack,
    registry: new ContainerRegistry(stack, 'images', { compartmentId: COMPARTMENT, vault, repositories }),
  };
}

describe('ContainerRegistry', () => {
  it('has private repositories whose tags are never moved', () => {
    const written = accepted(registryOf('guard', 'mirror/vllm-openai').stack);
    expect(ofType(written, 'oci_artifacts_container_repository')).toMatchObject([
      { display_name: 'guard', is_public: false, is_immutable: true },
      { display_name: 'mirror/vllm-openai', is_public: false, is_immutable: true },
    ]);
  });

  it('tells repositories apart whose names differ in a dash only', () => {
    const written = accepted(registryOf('mirror/calico', 'mirror-calico').stack);
    expect(
      ofType(written, 'oci_artifacts_container_repository').map(({ display_name: name }) => name as string),
    ).toEqual(['mirror/calico', 'mirror-calico']);
  });

  it('has every repository scanned, once the scanner may read it', () => {
    const written = accepted(registryOf('guard').stack);
    expect(ofType(written, 'oci_vulnerability_scanning_container_scan_recipe')).toMatchObject([
      { scan_settings: { scan_level: 'STANDARD' } },
    ]);
    const [target] = ofType(written, 'oci_vulnerability_scanning_container_scan_target');
    expect(target.target_registry).toMatchObject({
      type: 'OCIR',
      repositories: [expect.stringContaining('display_name')],
    });
    expect(target.depends_on).toHaveLength(1);
  });

  it('has a key that signs images', () => {
    const { registry, stack } = registryOf('guard');
    expect(ofType(accepted(stack), 'oci_kms_key')).toMatchObject([{ key_shape: { algorithm: 'RSA' } }]);
    expect(registry.signingKey.keyId).not.toBe('');
    expect(registry.signingKey.keyVersionId).not.toBe(registry.signingKey.keyId);
  });

  it.each([
    ['nothing', [], 'repositories is empty'],
    ['a name that the registry does not take', ['Guard'], 'repository "Guard" is not allowed'],
    ['a name twice', ['guard', 'guard'], 'repositories lists "guard" twice'],
  ])('refuses %s', (_, repositories, message) => {
    expect(() => registryOf(...repositories)).toThrow(message);
  });
});
