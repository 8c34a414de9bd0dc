/** Who makes a GPU: it decides on the name under which nodes offer it, and on the driver. */
export enum GpuVendor {
  /** `nvidia.com/gpu`. */
  NVIDIA = 'nvidia',
  /** `amd.com/gpu`. */
  AMD = 'amd',
}

interface GpuShapeFacts {
  readonly gpus: number;
  readonly model: string;
  readonly vendor?: GpuVendor;
  /** @default false */
  readonly rdma?: boolean;
  /** @default false */
  readonly arm?: boolean;
  /** @default true */
  readonly managed?: boolean;
}

/**
 * A shape of machine with GPUs. The names and numbers are those of Oracle's `oci-hpc-oke` (commit 61d210ac, 2026-08-20) and of public
 * catalogues of 2026; shapes come and go faster than this list, so `of` takes any shape of the form that GPU shapes have.
 */
export class GpuShape {
  /** One NVIDIA A10 with 24 GB: the cheapest. */
  public static readonly VM_GPU_A10_1 = new GpuShape('VM.GPU.A10.1', { gpus: 1, model: 'A10' });
  /** Two NVIDIA A10 with 24 GB each. */
  public static readonly VM_GPU_A10_2 = new GpuShape('VM.GPU.A10.2', { gpus: 2, model: 'A10' });
  /** Four NVIDIA A10 with 24 GB each. */
  public static readonly BM_GPU_A10_4 = new GpuShape('BM.GPU.A10.4', { gpus: 4, model: 'A10' });
  /** Four NVIDIA L40S. */
  public static readonly BM_GPU_L40S_4 = new GpuShape('BM.GPU.L40S.4', { gpus: 4, model: 'L40S' });
  /** Eight NVIDIA A100 with 40 GB each. */
  public static readonly BM_GPU4_8 = new GpuShape('BM.GPU4.8', { gpus: 8, model: 'A100', rdma: true });
  /** Eight NVIDIA A100 with 40 GB each. */
  public static readonly BM_GPU_B4_8 = new GpuShape('BM.GPU.B4.8', { gpus: 8, model: 'A100', rdma: true });
  /** Eight NVIDIA A100 with 80 GB each. */
  public static readonly BM_GPU_A100_V2_8 = new GpuShape('BM.GPU.A100-v2.8', { gpus: 8, model: 'A100', rdma: true });
  /** Eight NVIDIA H100 with 80 GB each. */
  public static readonly BM_GPU_H100_8 = new GpuShape('BM.GPU.H100.8', { gpus: 8, model: 'H100', rdma: true });
  /** Eight NVIDIA H200. */
  public static readonly BM_GPU_H200_8 = new GpuShape('BM.GPU.H200.8', { gpus: 8, model: 'H200', rdma: true });
  /** Eight NVIDIA B200. */
  public static readonly BM_GPU_B200_8 = new GpuShape('BM.GPU.B200.8', { gpus: 8, model: 'B200', rdma: true });
  /** Four NVIDIA GB200 on Arm, in GPU memory clusters only. */
  public static readonly BM_GPU_GB200_4 = new GpuShape('BM.GPU.GB200.4', {
    gpus: 4,
    model: 'GB200',
    rdma: true,
    arm: true,
    managed: false,
  });
  /** Eight AMD MI300X. */
  public static readonly BM_GPU_MI300X_8 = new GpuShape('BM.GPU.MI300X.8', {
    gpus: 8,
    model: 'MI300X',
    vendor: GpuVendor.AMD,
    rdma: true,
  });
  /** Eight AMD MI355X with 288 GB each. */
  public static readonly BM_GPU_MI355X_8 = new GpuShape('BM.GPU.MI355X.8', {
    gpus: 8,
    model: 'MI355X',
    vendor: GpuVendor.AMD,
    rdma: true,
  });

  /** Every shape of the catalogue. */
  public static known(): GpuShape[] {
    return Object.values(GpuShape).filter((each) => each instanceof GpuShape);
  }

  /**
   * A shape by its name, also one that is newer than this library: what it can do is then read from the name.
   * @returns undefined if the name is not that of a shape with GPUs
   */
  public static find(name: string): GpuShape | undefined {
    const known = GpuShape.known().find((shape) => shape.name === name);
    if (known) return known;
    const parts = /^(?:VM|BM)\.GPU\d?(?:\.(?<model>[A-Za-z0-9-]+?))?(?:\.[A-Za-z]+)?\.(?<gpus>\d+)$/.exec(name)?.groups;
    if (parts === undefined) return undefined;
    const model = parts['model'] ?? '';
    return new GpuShape(name, {
      gpus: Number(parts['gpus']),
      model,
      vendor: /^MI\d/.test(model) ? GpuVendor.AMD : GpuVendor.NVIDIA,
      // A bare-metal shape whose network cannot be known is let into an RDMA cluster: the plan or the apply says no.
      rdma: name.startsWith('BM.') && !model.endsWith('-NC'),
      arm: /^GB\d/.test(model),
      managed: !/^GB\d/.test(model),
    });
  }

  private constructor(
    /** Name of the shape, which is also the node label `node.kubernetes.io/instance-type`. */
    public readonly name: string,
    private readonly facts: GpuShapeFacts,
  ) {}

  /** GPUs of one node. */
  public get gpus(): number {
    return this.facts.gpus;
  }

  /** Model of the GPUs, as in the shape's name. */
  public get model(): string {
    return this.facts.model;
  }

  /** Who makes the GPUs. */
  public get vendor(): GpuVendor {
    return this.facts.vendor ?? GpuVendor.NVIDIA;
  }

  /** Name under which nodes offer the GPUs, and of the taint that OKE puts on them. */
  public get resourceName(): string {
    return `${this.vendor}.com/gpu`;
  }

  /** Whether there is no hypervisor. */
  public get isBareMetal(): boolean {
    return this.name.startsWith('BM.');
  }

  /** Whether nodes can be in an RDMA network. */
  public get hasRdma(): boolean {
    return this.facts.rdma ?? false;
  }

  /** Whether the processors are Arm's. */
  public get isArm(): boolean {
    return this.facts.arm ?? false;
  }

  /** Whether node pools that OKE manages can have it; GPU memory clusters are of nodes that you manage. */
  public get canBeManaged(): boolean {
    return this.facts.managed ?? true;
  }

  /** Name of the shape. */
  public toString(): string {
    return this.name;
  }
}
