import { type TerraformStack } from 'cdktf';
import {
  GpuNodePool,
  type GpuNodePoolProps,
  GpuShape,
  NodeImage,
  SystemNodePool,
  type SystemNodePoolProps,
} from '../../../lib/infra';
import { NodeOs } from '../../../lib/platform';
import { existingCluster, volumeKey } from '../cluster-in';
import { refusal } from '../refused';
import { accepted, COMPARTMENT, emptyStack, KEY, ofType } from '../synthesized';

const RESERVATION = 'ocid1.capacityreservation.oc1.eu-zurich-1.aaaa';
const IMAGE = NodeImage.ocid('ocid1.image.oc1.eu-zurich-1.aaaa');

function systemPool(props: Partial<SystemNodePoolProps> = {}): TerraformStack {
  const stack = emptyStack();
  new SystemNodePool(stack, 'system', { cluster: existingCluster(), volumeKey: volumeKey(stack), ...props });
  return stack;
}

function gpuPool(props: Partial<GpuNodePoolProps> = {}): TerraformStack {
  const stack = emptyStack();
  const given = { cluster: existingCluster(), volumeKey: volumeKey(stack), shape: GpuShape.VM_GPU_A10_1, size: 2 };
  new GpuNodePool(stack, 'gpu', { ...given, ...props });
  return stack;
}

const poolOf = (stack: TerraformStack) => ofType(accepted(stack), 'oci_containerengine_node_pool')[0];

describe.each([
  ['SystemNodePool', systemPool],
  ['GpuNodePool', gpuPool],
])('%s', (_, make) => {
  it('joins the cluster with the version of its control plane, on private subnets', () => {
    expect(poolOf(make())).toMatchObject({
      kubernetes_version: 'v1.36.1',
      node_config_details: {
        nsg_ids: ['ocid1.networksecuritygroup.oc1.eu-zurich-1.workers'],
        placement_configs: [{ subnet_id: 'ocid1.subnet.oc1.eu-zurich-1.workers' }],
        node_pool_pod_network_option_details: {
          cni_type: 'OCI_VCN_IP_NATIVE',
          max_pods_per_node: 31,
          pod_subnet_ids: ['ocid1.subnet.oc1.eu-zurich-1.pods'],
          pod_nsg_ids: ['ocid1.networksecuritygroup.oc1.eu-zurich-1.pods'],
        },
      },
    });
  });

  it('has version 2 of the metadata service only, its own key and no way in by ssh', () => {
    const pool = poolOf(make());
    expect(pool.node_metadata.areLegacyImdsEndpointsDisabled).toBe('true');
    expect(pool.node_config_details.kms_key_id).toBe(KEY);
    expect(pool).not.toHaveProperty('ssh_public_key');
  });

  it('starts after the statements that let its volumes be encrypted', () => {
    const written = accepted(make());
    const [policy] = Object.keys(written.resource?.['oci_identity_policy'] ?? {});
    expect(ofType(written, 'oci_identity_policy')[0].statements).toEqual([
      expect.stringContaining(
        `use key-delegate in compartment id ${COMPARTMENT} where all {request.principal.type = 'nodepool'`,
      ),
      expect.stringContaining(`Allow service blockstorage to use keys`),
    ]);
    expect(ofType(written, 'oci_containerengine_node_pool')[0].depends_on).toEqual([`oci_identity_policy.${policy}`]);
  });

  it('lets no pod hold up a deletion, and replaces nodes when their image changes', () => {
    expect(poolOf(make())).toMatchObject({
      node_eviction_node_pool_settings: {
        eviction_grace_duration: 'PT20M',
        is_force_delete_after_grace_duration: true,
        is_force_action_after_grace_duration: true,
      },
      node_pool_cycling_details: { is_node_cycling_enabled: true, cycle_modes: ['INSTANCE_REPLACE'] },
    });
  });

  it('sets taints and labels when nodes register', () => {
    const pool = poolOf(make({ taints: [{ key: 'example.com/team' }], labels: { tier: 'a' } }));
    expect(Buffer.from(pool.node_metadata.user_data, 'base64').toString()).toContain('example.com/team=:NoSchedule"');
    expect(pool.initial_node_labels).toContainEqual({ key: 'tier', value: 'a' });
    expect(pool.initial_node_labels.map(({ key }: { key: string }) => key)).toContain('secure-llm.dev/node-pool');
  });

  it('takes an image of your own as it is', () => {
    const written = accepted(make({ image: IMAGE }));
    const [pool] = ofType(written, 'oci_containerengine_node_pool');
    expect(pool.node_source_details.image_id).toBe('ocid1.image.oc1.eu-zurich-1.aaaa');
    expect(pool).not.toHaveProperty('lifecycle');
    expect(Object.keys(written.data ?? {})).not.toContain('oci_containerengine_node_pool_option');
  });

  it('may be three minors behind the control plane, and lets the plan search images of its own version', () => {
    const written = accepted(make({ kubernetesVersion: '1.33.10' }));
    expect(ofType(written, 'oci_containerengine_node_pool')[0].kubernetes_version).toBe('v1.33.10');
    expect(JSON.stringify(written.data)).toContain('"node_pool_k8s_version":"v1.33.10"');
  });

  it.each([
    ['nodes newer than the control plane', { kubernetesVersion: '1.37.1' }, "newer than its control plane's 1.36.1"],
    ['a newer patch', { kubernetesVersion: '1.36.2' }, "newer than its control plane's 1.36.1"],
    [
      'a control plane newer than the nodes support',
      { kubernetesVersion: '1.32.1' },
      "the cluster's Kubernetes 1.36.1 is newer than node pool",
    ],
    [
      'an image for another version',
      { image: NodeImage.named('Oracle-Linux-8.10-2026.08.31-0-OKE-1.34.2-1400') },
      'was built for 1.34.2',
    ],
    ['Ubuntu without an image', { nodeOs: NodeOs.UBUNTU }, 'runs ubuntu, of which OKE lists no image'],
    [
      'taints on Ubuntu',
      { nodeOs: NodeOs.UBUNTU, image: IMAGE, taints: [{ key: 'a' }] },
      'has taints, which only the bootstrap of Oracle Linux takes',
    ],
  ])('refuses %s before anything is written', (_case, props, message) => {
    expect(refusal(make(props))).toContain(message);
  });

  it.each([
    ['a version that cannot be read', { kubernetesVersion: 'latest' }, 'Kubernetes version "latest" cannot be read'],
    ['a minor whose patch nobody knows', { kubernetesVersion: '1.33' }, 'has no patch'],
    ['a fourth availability domain', { availabilityDomains: [4] }, 'availabilityDomains 4 is not allowed'],
    ['no availability domain', { availabilityDomains: [] }, 'availabilityDomains is empty'],
    ['too many pods', { maxPodsPerNode: 111 }, 'maxPodsPerNode 111 is not allowed'],
    ['a small boot volume', { bootVolumeInGb: 49 }, 'bootVolumeInGb 49 is not allowed'],
    ['a name with blanks', { name: 'my pool' }, 'node pool name "my pool" is not allowed'],
  ])('refuses %s at once', (_case, props, message) => {
    expect(() => make(props)).toThrow(message);
  });
});

describe('SystemNodePool', () => {
  it('has three small flexible machines, and one more while they are replaced', () => {
    expect(poolOf(systemPool())).toMatchObject({
      node_shape: 'VM.Standard.E5.Flex',
      node_shape_config: { ocpus: 2, memory_in_gbs: 16 },
      node_config_details: { size: 3, is_pv_encryption_in_transit_enabled: true },
      node_pool_cycling_details: { maximum_surge: '1', maximum_unavailable: '0' },
    });
  });

  it('searches images for Arm where the shape is of that kind', () => {
    const written = accepted(systemPool({ shape: 'VM.Standard.A1.Flex', ocpus: 4, memoryInGb: 24 }));
    expect(JSON.stringify(written.data)).toContain('"node_pool_os_arch":"AARCH64"');
    expect(JSON.stringify(written.locals)).toContain('aarch64-');
  });

  it.each([
    ['a shape with GPUs', { shape: 'VM.GPU.A10.1' }, 'its shape "VM.GPU.A10.1" has GPUs'],
    ['a flexible shape without its size', { shape: 'VM.Standard.E4.Flex' }, 'without ocpus and memoryInGb'],
    ['a fixed shape with a size', { shape: 'VM.Standard2.4', ocpus: 2 }, 'has the fixed shape "VM.Standard2.4"'],
  ])('refuses %s', (_, props, message) => {
    expect(refusal(systemPool(props))).toContain(message);
  });
});

describe('the machines of a SystemNodePool', () => {
  it.each([
    ['a shape that is none', { shape: 'large' }, 'shape "large" is not allowed; expected the name of one'],
    ['half a shape', { shape: 'VM.' }, 'shape "VM." is not allowed'],
    ['no processor', { ocpus: 0 }, 'ocpus 0 is not allowed; expected a number of OCPUs above 0'],
    ['less than no memory', { memoryInGb: -16 }, 'memoryInGb -16 is not allowed'],
    ['memory that is no number', { memoryInGb: Number.NaN }, 'memoryInGb NaN is not allowed'],
  ])('are refused at once with %s', (_, props, message) => {
    expect(() => systemPool(props)).toThrow(message);
  });
});

describe('GpuNodePool', () => {
  it('lets one node go before the next one comes, on a large boot volume', () => {
    expect(poolOf(gpuPool())).toMatchObject({
      node_shape: 'VM.GPU.A10.1',
      node_source_details: { boot_volume_size_in_gbs: '500' },
      node_pool_cycling_details: { maximum_surge: '0', maximum_unavailable: '1' },
    });
  });

  it('gives the taint of GPUs together with taints of your own, because the kubelet takes the last list only', () => {
    const taintsOf = (props: Partial<GpuNodePoolProps>): string | undefined =>
      /register-with-taints=([^"]*)/.exec(
        Buffer.from(poolOf(gpuPool(props)).node_metadata.user_data, 'base64').toString(),
      )?.[1];
    const taints = [{ key: 'example.com/team' }];
    expect(taintsOf({})).toBeUndefined();
    expect(taintsOf({ taints })).toBe('nvidia.com/gpu=present:NoSchedule,example.com/team=:NoSchedule');
    expect(taintsOf({ taints, shape: 'BM.GPU.MI300X.8', image: IMAGE })).toContain('amd.com/gpu=present:NoSchedule,');
    expect(taintsOf({ taints: [{ key: 'nvidia.com/gpu', value: 'present' }] })).toBe(
      'nvidia.com/gpu=present:NoSchedule',
    );
  });

  it('encrypts volumes in transit on virtual machines, where it is supported', () => {
    expect(poolOf(gpuPool()).node_config_details.is_pv_encryption_in_transit_enabled).toBe(true);
    const bareMetal = poolOf(gpuPool({ shape: 'BM.GPU.A10.4' }));
    expect(bareMetal.node_config_details).not.toHaveProperty('is_pv_encryption_in_transit_enabled');
  });

  it('searches images with NVIDIA drivers', () => {
    expect(JSON.stringify(accepted(gpuPool()).locals)).toContain('Gen2-GPU-');
    expect(JSON.stringify(accepted(systemPool()).locals)).not.toContain('Gen2-GPU-');
  });

  it('puts nodes into an RDMA network, after the statement that lets it, and waits for them longer', () => {
    const written = accepted(gpuPool({ shape: GpuShape.BM_GPU_H100_8, rdma: true }));
    const [network] = Object.keys(written.resource?.['oci_core_compute_cluster'] ?? {});
    const [pool] = ofType(written, 'oci_containerengine_node_pool');
    expect(pool.node_config_details.compute_cluster_id).toBe(`\${oci_core_compute_cluster.${network}.id}`);
    expect(pool.timeouts).toEqual({ create: '3h', update: '6h', delete: '3h' });
    const placement = Object.entries(written.resource?.['oci_identity_policy'] ?? {}).find(([, policy]) =>
      JSON.stringify(policy).includes('COMPUTE_CLUSTER_LAUNCH_INSTANCE'),
    );
    expect(pool.depends_on).toContain(`oci_identity_policy.${placement?.[0]}`);
  });

  it('takes nodes from a capacity reservation', () => {
    const written = accepted(gpuPool({ capacityReservationId: RESERVATION, availabilityDomains: [2] }));
    const [pool] = ofType(written, 'oci_containerengine_node_pool');
    expect(pool.node_config_details.placement_configs).toEqual([
      expect.objectContaining({
        capacity_reservation_id: RESERVATION,
        availability_domain: expect.stringContaining('availability_domains[1].name'),
      }),
    ]);
    expect(JSON.stringify(written.resource?.['oci_identity_policy'])).toContain(
      'Allow service oke to use compute-capacity-reservations',
    );
  });

  it('keeps the device plugin off where something else offers the GPUs', () => {
    const label = { key: 'oci.oraclecloud.com/disable-gpu-device-plugin', value: 'true' };
    expect(poolOf(gpuPool({ withoutDevicePlugin: true })).initial_node_labels).toContainEqual(label);
    expect(poolOf(gpuPool()).initial_node_labels).not.toContainEqual(label);
  });

  it('takes AMD machines with an image of your own', () => {
    expect(poolOf(gpuPool({ shape: GpuShape.BM_GPU_MI300X_8, image: IMAGE })).node_shape).toBe('BM.GPU.MI300X.8');
  });

  it('lists all that is wrong with a pool together', () => {
    const message = refusal(
      gpuPool({
        shape: GpuShape.VM_GPU_A10_1,
        kubernetesVersion: '1.32.1',
        availabilityDomains: [1, 2],
        capacityReservationId: RESERVATION,
        rdma: true,
      }),
    );
    expect(message).toContain(
      'takes its nodes from a capacity reservation, which is in one availability domain, and is placed in 1, 2',
    );
    expect(message).toContain('has an RDMA network, which is in one availability domain, and is placed in 1, 2');
    expect(message).toContain('its shape "VM.GPU.A10.1" has none; leave out rdma');
    expect(message).toContain('is newer than node pool "gpu" with 1.32.1 supports');
  });

  it.each([
    [
      'a shape without GPUs',
      { shape: 'VM.Standard.E5.Flex' },
      'is for GPUs and its shape "VM.Standard.E5.Flex" has none',
    ],
    ['a shape of GPU memory clusters', { shape: GpuShape.BM_GPU_GB200_4 }, 'runs only in GPU memory clusters'],
    ['AMD machines with an image of the list', { shape: GpuShape.BM_GPU_MI300X_8 }, 'cannot be searched'],
  ])('refuses %s', (_, props, message) => {
    expect(refusal(gpuPool(props))).toContain(message);
  });

  it('refuses a reservation that is none at once', () => {
    expect(() => gpuPool({ capacityReservationId: 'ocid1.instance.oc1.eu-zurich-1.a' })).toThrow(
      'is the OCID of a instance; expected that of a capacityreservation',
    );
  });
});
