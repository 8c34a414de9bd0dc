import { type Construct } from 'constructs';
import { errors } from '../errors';
import { problems } from '../problems';
import { reportProblems } from '../report-problems';
import { GpuShape } from './gpu-shape';
import { NodePool } from './node-pool';
import { type SystemNodePoolProps } from './node-pool-props';

const DEFAULT_SHAPE = 'VM.Standard.E5.Flex';
/** Names of shapes: of virtual machines and of bare metal, then series and size. */
const SHAPE = /^(?:VM|BM)(?:\.[A-Za-z0-9_-]+)+$/;

/** Nodes without GPUs, for DNS, the add-ons and the guards: none of these tolerates the taint of GPU nodes. */
export class SystemNodePool extends NodePool {
  /** @throws if a name, number or version cannot be read; what does not fit together is reported at synth */
  public constructor(scope: Construct, id: string, props: SystemNodePoolProps) {
    const shape = props.shape ?? DEFAULT_SHAPE;
    if (!SHAPE.test(shape)) throw errors.badName('shape', shape, 'the name of one, such as "VM.Standard.E5.Flex"');
    const isFlexible = shape.endsWith('.Flex');
    const isDefault = props.shape === undefined;
    const ocpus = props.ocpus ?? (isDefault ? 2 : undefined);
    const memoryInGb = props.memoryInGb ?? (isDefault ? 16 : undefined);
    requirePositive('ocpus', ocpus, 'OCPUs');
    requirePositive('memoryInGb', memoryInGb, 'GB');
    super(scope, id, props, {
      shape,
      shapeConfig: ocpus === undefined || memoryInGb === undefined ? undefined : { ocpus, memoryInGbs: memoryInGb },
      nvidia: false,
      // Ampere's shapes are named A1, A2 and A4.
      arm: /\.A\d+\./.test(shape),
      size: props.size ?? 3,
      bootVolumeInGb: props.bootVolumeInGb ?? 100,
      cycling: { surge: 1, unavailable: 0 },
      timeoutHours: 1,
    });
    reportProblems(this, () => [
      ...(GpuShape.find(shape) ? [problems.gpuShapeInSystemPool(this.name, shape)] : []),
      ...(isFlexible && (ocpus === undefined || memoryInGb === undefined) ? [problems.flexSize(this.name, shape)] : []),
      ...(!isFlexible && (ocpus !== undefined || memoryInGb !== undefined)
        ? [problems.fixedSize(this.name, shape)]
        : []),
    ]);
  }
}

function requirePositive(property: string, value: number | undefined, unit: string): void {
  if (value !== undefined && !(Number.isFinite(value) && value > 0)) throw errors.notPositive(property, value, unit);
}
