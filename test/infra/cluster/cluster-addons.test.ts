import { type TerraformStack } from 'cdktf';
import { ClusterAddons, type ClusterAddonsProps, GpuOwner, GpuShape, SystemNodePool } from '../../../lib/infra';
import { existingCluster, volumeKey } from '../cluster-in';
import { refusal } from '../refused';
import { accepted, emptyStack, ofType } from '../synthesized';

function addonsWith(props: Partial<ClusterAddonsProps>): TerraformStack {
  const stack = emptyStack();
  const cluster = existingCluster();
  const system = new SystemNodePool(stack, 'system', { cluster, volumeKey: volumeKey(stack) });
  new ClusterAddons(stack, 'addons', { cluster, after: [system.resource], gpuShapes: [], ...props });
  return stack;
}

interface Addon {
  addon_name: string;
  configurations?: { key: string; value: string }[];
  depends_on: string[];
  version?: string;
  override_existing: boolean;
  remove_addon_resources_on_delete: boolean;
}
const addonsOf = (stack: TerraformStack): Addon[] => ofType(accepted(stack), 'oci_containerengine_addon') as Addon[];
const namesOf = (stack: TerraformStack): string[] => addonsOf(stack).map(({ addon_name: name }) => name);

describe('ClusterAddons', () => {
  it.each([
    ['the device plugin for NVIDIA', [GpuShape.VM_GPU_A10_1], undefined, ['NvidiaGpuPlugin']],
    ['the device plugin for AMD', [GpuShape.BM_GPU_MI300X_8], undefined, ['AmdGpuPlugin']],
    ['both', [GpuShape.VM_GPU_A10_1, GpuShape.BM_GPU_MI300X_8], undefined, ['NvidiaGpuPlugin', 'AmdGpuPlugin']],
    [
      'the operator with what it needs',
      [GpuShape.VM_GPU_A10_1],
      GpuOwner.GPU_OPERATOR,
      ['NodeFeatureDiscovery', 'NvidiaGpuOperator'],
    ],
    ['nothing where something else offers them', [GpuShape.VM_GPU_A10_1], GpuOwner.YOURS, []],
    ['nothing without GPUs', [], undefined, []],
  ])('has one owner of the GPUs: %s', (_, gpuShapes, gpuOwner, names) => {
    expect(namesOf(addonsWith({ gpuShapes, gpuOwner }))).toEqual(names);
  });

  it('turns the plugin of the operator off beside no other', () => {
    const operator = addonsOf(addonsWith({ gpuShapes: [GpuShape.VM_GPU_A10_1], gpuOwner: GpuOwner.GPU_OPERATOR }))[1];
    expect(operator?.configurations).toEqual([{ key: 'disableNvidiaGpuPlugin', value: 'true' }]);
  });

  it('installs what an add-on needs before it, once, with the settings that are given', () => {
    const [certManager, metrics, ...rest] = addonsOf(
      addonsWith({
        addons: [
          { name: 'KubernetesMetricsServer', version: 'v0.7.2' },
          { name: 'CertManager', configuration: { b: '2', a: '1' } },
        ],
      }),
    );
    expect(rest).toEqual([]);
    expect(certManager).toMatchObject({
      addon_name: 'CertManager',
      configurations: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ],
    });
    expect(metrics).toMatchObject({ addon_name: 'KubernetesMetricsServer', version: 'v0.7.2' });
    expect(metrics?.depends_on).toContainEqual(expect.stringContaining('CertManager'));
  });

  it('comes after the nodes that it runs on, so that it goes before them', () => {
    const stack = addonsWith({ gpuShapes: [GpuShape.VM_GPU_A10_1] });
    const [pool] = Object.keys(accepted(stack).resource?.['oci_containerengine_node_pool'] ?? {});
    expect(addonsOf(stack)).toMatchObject([
      {
        depends_on: [`oci_containerengine_node_pool.${pool}`],
        override_existing: true,
        remove_addon_resources_on_delete: true,
      },
    ]);
  });

  it('refuses a second owner of the GPUs and an add-on that is listed twice', () => {
    const message = refusal(
      addonsWith({
        gpuShapes: [GpuShape.VM_GPU_A10_1],
        addons: [{ name: 'NvidiaGpuOperator' }, { name: 'Istio' }, { name: 'Istio' }],
      }),
    );
    expect(message).toContain('add-on NvidiaGpuOperator would offer the GPUs that device-plugin offers already');
    expect(message).toContain('add-on Istio is listed twice');
  });

  it('refuses what cannot be the name of an add-on', () => {
    expect(() => addonsWith({ addons: [{ name: 'https://me:word@host' }] })).toThrow(
      'expected letters, digits and dashes',
    );
  });
});
