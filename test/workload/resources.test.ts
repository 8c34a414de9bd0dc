import { Size } from 'cdk8s';
import { Resources, type ResourcesProps } from '../../lib/workload';

const props = (overrides: Partial<ResourcesProps> = {}): ResourcesProps => ({
  cpuMillicores: 500,
  memory: Size.mebibytes(256),
  ephemeralStorage: Size.gibibytes(1),
  ...overrides,
});

describe('resources', () => {
  it('limit what is requested when no limit is given', () => {
    const amounts = { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' };
    expect(Resources.of(props())._render()).toEqual({ requests: amounts, limits: amounts });
  });

  it('are written in the largest unit that holds them exactly', () => {
    const resources = Resources.of(
      props({ cpuLimitMillicores: 2000, memory: Size.kibibytes(1), memoryLimit: Size.mebibytes(1536) }),
    );
    expect(resources._render()).toMatchObject({
      requests: { memory: '1Ki' },
      limits: { cpu: '2', memory: '1536Mi' },
    });
  });

  it('request and limit devices alike', () => {
    expect(Resources.of(props({ extended: { 'nvidia.com/gpu': 2 } }))._render()).toMatchObject({
      requests: { 'nvidia.com/gpu': '2' },
      limits: { 'nvidia.com/gpu': '2' },
    });
  });

  it.each([
    [{ cpuMillicores: 0 }, /cpu request 0m/],
    [{ cpuMillicores: 1.5 }, /cpu request 1.5m/],
    [{ cpuLimitMillicores: 499 }, /cpu limit 499m is below the request 500m/],
    [{ memory: Size.mebibytes(0) }, /memory request 0Ki/],
    [{ memoryLimit: Size.mebibytes(255) }, /memory limit 261120Ki is below the request 262144Ki/],
    [{ ephemeralStorage: Size.mebibytes(0) }, /ephemeral-storage request/],
    [{ ephemeralStorageLimit: Size.mebibytes(1) }, /ephemeral-storage limit/],
    [{ extended: { 'nvidia.com/gpu': 0.5 } }, /0.5 of device nvidia.com\/gpu/],
  ])('that cannot be given are refused: %j', (overrides, message) => {
    expect(() => Resources.of(props(overrides))).toThrow(message);
  });
});
