import { Size } from 'cdk8s';
import { Component, NodeCapacity, PipelineDefinition, Resources, Toleration } from '../../../../lib';
import { pipelineOf, problemsOf, SMALL } from '../release-like';

const A10 = NodeCapacity.of({
  name: 'a10',
  gpus: 1,
  cpuMillicores: 14_000,
  memory: Size.gibibytes(220),
  labels: { 'secure-llm.dev/node-pool': 'a10' },
});
const SYSTEM = NodeCapacity.of({ name: 'system', cpuMillicores: 3_500, memory: Size.gibibytes(14) });

function unplaced(props: object, nodeCapacities: NodeCapacity[] = [SYSTEM, A10]): string[] {
  const definition = PipelineDefinition.named('placed');
  definition.addTask('step', { component: Component.container({ ...SMALL, name: 'step', ...props }) });
  return problemsOf(definition, { nodeCapacities });
}

describe('a step', () => {
  it('fits on a node that has what it asks for, GPUs with their taint included', () => {
    expect(unplaced({})).toEqual([]);
    expect(unplaced({ gpus: 1, cpuMillicores: 8_000, memory: Size.gibibytes(64) })).toEqual([]);
    expect(unplaced({ gpus: 1, nodeSelector: { 'secure-llm.dev/node-pool': 'a10' } })).toEqual([]);
  });

  it.each([
    ['more GPUs than a node has', { gpus: 2 }, /2 of nvidia.com\/gpu.*pool "a10" has 1 of nvidia.com\/gpu/],
    [
      'more memory than any node has',
      { memory: Size.gibibytes(500) },
      /500Gi memory.*pool "system" has 14Gi memory; pool "a10" has 220Gi memory/,
    ],
    [
      'CPU that only GPU nodes have, which it does not tolerate',
      { cpuMillicores: 8_000 },
      /pool "system" has 3500m CPU; pool "a10" has the taint nvidia.com\/gpu/,
    ],
    ['a label that no node has', { nodeSelector: { disk: 'fast' } }, /a node with disk.*lacks label disk/],
  ])('that asks for %s is an error, because it would wait for ever', (_what, props, message) => {
    const found = unplaced(props);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
    expect(found[0]).toMatch(/\(at pipelines\/placed\)/);
  });

  it('goes to tainted nodes if it tolerates the taint', () => {
    const spot = NodeCapacity.of({ name: 'spot', taintKeys: ['spot'] });
    expect(unplaced({}, [spot])).toEqual([expect.stringMatching(/taint spot/)]);
    expect(unplaced({ tolerations: [Toleration.noSchedule('spot')] }, [spot])).toEqual([]);
  });

  it('is refused for nothing that is not known', () => {
    expect(unplaced({ gpus: 8, memory: Size.tebibytes(2) }, [])).toEqual([]);
    expect(unplaced({ memory: Size.tebibytes(2) }, [NodeCapacity.of({ name: 'unknown' })])).toEqual([]);
  });
});

describe('a step that is larger than what the zone admits in a pod of a run', () => {
  const inZone = (cpuMillicores: number, memory: Size): string[] => {
    const definition = PipelineDefinition.named('placed');
    definition.addTask('step', { component: Component.container({ ...SMALL, name: 'step', cpuMillicores, memory }) });
    const pipeline = pipelineOf(definition);
    // declared later, as an installation of Kubeflow may be
    pipeline.zone.reserve({
      pods: 4,
      resources: Resources.of({
        cpuMillicores: 2000,
        memory: Size.gibibytes(4),
        ephemeralStorage: Size.gibibytes(1),
      }),
    });
    return pipeline.node.validate();
  };

  it('is an error, because its pod would be refused', () => {
    expect(inZone(2000, Size.gibibytes(4))).toEqual([]);
    expect(inZone(2001, Size.gibibytes(5))).toEqual([
      expect.stringMatching(
        /may take 2001m CPU and the zone admits 2000m in a container of a run: raise largestRunPod/,
      ),
      expect.stringMatching(/may take 5Gi memory and the zone admits 4096Mi/),
    ]);
  });
});
