import { Construct } from 'constructs';
import { CoreComputeCluster } from '../bindings/core-compute-cluster';
import { IdentityPolicy } from '../bindings/identity-policy';
import { HomeRegion } from '../identity/home-region';
import { Ocid } from '../ocid';
import { problems } from '../problems';
import { reportProblems } from '../report-problems';
import { requireResourceName } from '../resource-name';
import { availabilityDomain } from './availability-domains';
import { GpuShape, GpuVendor } from './gpu-shape';
import { domainsOf, NodePool } from './node-pool';
import { type GpuNodePoolProps } from './node-pool-props';

/** Keeps OKE's NVIDIA device plugin off a node (Oracle's `oci-hpc-oke`, read 2026-08-20). */
const NO_DEVICE_PLUGIN = { 'oci.oraclecloud.com/disable-gpu-device-plugin': 'true' };

/**
 * Nodes with GPUs. OKE taints them with the name of the resource, `nvidia.com/gpu` or `amd.com/gpu`. When nodes are replaced, one
 * leaves before the next one comes: there is rarely a spare one.
 */
export class GpuNodePool extends NodePool {
  /** Shape of the nodes; undefined if the given one has no GPUs, which is reported at synth. */
  public readonly shape?: GpuShape;
  /** Whether OKE's device plugin offers the GPUs of these nodes. */
  public readonly withDevicePlugin: boolean;

  /** @throws if a name, number, OCID or version cannot be read; what does not fit together is reported at synth */
  public constructor(scope: Construct, id: string, props: GpuNodePoolProps) {
    const shape = typeof props.shape === 'string' ? GpuShape.find(props.shape) : props.shape;
    const isNvidia = shape?.vendor !== GpuVendor.AMD;
    const placement = placementOf(scope, id, props);
    super(scope, id, withOwnTaint(props, shape), {
      shape: String(props.shape),
      nvidia: isNvidia,
      arm: shape?.isArm ?? false,
      size: props.size,
      bootVolumeInGb: props.bootVolumeInGb ?? 500,
      cycling: { surge: 0, unavailable: 1 },
      // Bare-metal nodes take about half an hour to start, and in an RDMA network more.
      timeoutHours: shape?.isBareMetal ? 3 : 1,
      labels: props.withoutDevicePlugin ? NO_DEVICE_PLUGIN : undefined,
      ...placement,
    });
    this.shape = shape;
    this.withDevicePlugin = !props.withoutDevicePlugin;
    reportProblems(this, () => problemsOf(this.name, props, shape));
  }
}

/**
 * The kubelet takes the last list of taints that it is given. Custom ones would replace the one of OKE's bootstrap, which keeps every other
 * pod off the GPUs, so they are given together.
 */
function withOwnTaint(props: GpuNodePoolProps, shape: GpuShape | undefined): GpuNodePoolProps {
  const { taints = [] } = props;
  if (shape === undefined || taints.length === 0) return props;
  const own = { key: shape.resourceName, value: 'present' };
  return { ...props, taints: [own, ...taints.filter(({ key }) => key !== own.key)] };
}

/** What the nodes of a pool are placed by, and the statements that allow it. It stands beside the pool, which waits for it. */
function placementOf(scope: Construct, id: string, props: GpuNodePoolProps) {
  const { cluster, rdma, capacityReservationId } = props;
  if (!rdma && capacityReservationId === undefined) return {};
  const { compartmentId } = cluster;
  const name = requireResourceName('node pool name', props.name ?? id);
  const ofPools = `request.principal.type = 'nodepool', request.principal.compartment.id = '${compartmentId}'`;
  const placement = new Construct(scope, `${id}-placement`);
  const policy = new IdentityPolicy(placement, 'policy', {
    provider: HomeRegion.of(scope).provider,
    compartmentId,
    name: `${name}-placement`,
    description: `Lets node pool ${name} use its capacity reservation or its RDMA network`,
    statements: [
      ...(rdma
        ? [
            `Allow any-user to {COMPUTE_CLUSTER_LAUNCH_INSTANCE} in compartment id ${compartmentId} where all {${ofPools}}`,
          ]
        : []),
      ...(capacityReservationId === undefined
        ? []
        : [
            `Allow service oke to use compute-capacity-reservations in compartment id ${compartmentId}`,
            `Allow any-user to use compute-capacity-reservations in compartment id ${compartmentId} where all {${ofPools}}`,
          ]),
    ],
  });
  const computeCluster = rdma
    ? new CoreComputeCluster(placement, 'rdma', {
        compartmentId,
        displayName: name,
        availabilityDomain: availabilityDomain(scope, compartmentId, domainsOf(props)[0] ?? 1),
      })
    : undefined;
  return {
    computeClusterId: computeCluster?.id,
    capacityReservationId:
      capacityReservationId === undefined
        ? undefined
        : Ocid.require('capacityReservationId', capacityReservationId, 'capacityreservation'),
    dependsOn: [policy],
  };
}

function problemsOf(pool: string, props: GpuNodePoolProps, shape: GpuShape | undefined): string[] {
  const domains = domainsOf(props);
  const name = String(props.shape);
  if (shape === undefined) {
    return [problems.gpuShape(pool, name, [GpuShape.VM_GPU_A10_1, GpuShape.BM_GPU_H100_8].map(String).join(', '))];
  }
  return [
    ...(shape.canBeManaged ? [] : [problems.shapeNotManaged(pool, name)]),
    ...(shape.vendor === GpuVendor.AMD && (props.image?.isListed ?? true)
      ? [problems.imageUnknownForShape(pool, name)]
      : []),
    ...(props.rdma && !shape.hasRdma ? [problems.noRdma(pool, name)] : []),
    ...(props.rdma && domains.length > 1 ? [problems.rdmaSpansDomains(pool, domains)] : []),
    ...(props.capacityReservationId !== undefined && domains.length > 1
      ? [problems.reservationSpansDomains(pool, domains)]
      : []),
  ];
}
