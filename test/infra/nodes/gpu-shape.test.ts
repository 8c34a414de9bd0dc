import { GpuShape, GpuVendor } from '../../../lib/infra';

describe('GpuShape', () => {
  it('has a catalogue whose shapes have GPUs, each under its own name', () => {
    const shapes = GpuShape.known();
    expect(shapes.length).toBeGreaterThan(10);
    expect(new Set(shapes.map(String)).size).toBe(shapes.length);
    for (const shape of shapes) {
      expect(GpuShape.find(shape.name)).toBe(shape);
      expect(shape.gpus).toBeGreaterThan(0);
    }
  });

  it('reads the number of GPUs of its catalogue as it stands in the names', () => {
    for (const shape of GpuShape.known()) expect(shape.name.split('.').at(-1)).toBe(String(shape.gpus));
  });

  it('knows vendor, network and processor', () => {
    expect(GpuShape.VM_GPU_A10_1).toMatchObject({
      isBareMetal: false,
      hasRdma: false,
      isArm: false,
      canBeManaged: true,
    });
    expect(GpuShape.BM_GPU_H100_8).toMatchObject({ isBareMetal: true, hasRdma: true, model: 'H100' });
    expect(GpuShape.BM_GPU_MI300X_8).toMatchObject({ vendor: GpuVendor.AMD, resourceName: 'amd.com/gpu' });
    expect(GpuShape.BM_GPU_GB200_4).toMatchObject({ isArm: true, canBeManaged: false });
  });

  it.each([
    ['BM.GPU.B300.8', { gpus: 8, model: 'B300', vendor: GpuVendor.NVIDIA, hasRdma: true, canBeManaged: true }],
    ['BM.GPU.GB300.4', { gpus: 4, isArm: true, canBeManaged: false }],
    ['BM.GPU.GB200-v2.4', { gpus: 4, isArm: true, canBeManaged: false }],
    ['BM.GPU.MI355X-v1.8', { gpus: 8, vendor: GpuVendor.AMD }],
    ['BM.GPU.H200-NC.8', { gpus: 8, hasRdma: false }],
    ['BM.GPU.B300.HS.8', { gpus: 8, model: 'B300' }],
    ['VM.GPU3.2', { gpus: 2, hasRdma: false, isBareMetal: false }],
    ['BM.GPU.RTXPRO.8', { gpus: 8, model: 'RTXPRO' }],
  ])('reads a shape that is newer or older than the catalogue: %s', (name, facts) => {
    expect(GpuShape.find(name)).toMatchObject({ name, ...facts });
  });

  it.each(['VM.Standard.E5.Flex', 'BM.Standard3.64', 'GPU.A10.1', 'BM.GPU', 'VM.GPU.A10', ' VM.GPU.A10.1', ''])(
    'finds no GPUs in "%s"',
    (name) => expect(GpuShape.find(name)).toBeUndefined(),
  );
});
