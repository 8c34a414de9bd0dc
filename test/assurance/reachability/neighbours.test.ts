import fc from 'fast-check';
import { neighbours } from '../../../lib/assurance/reachability';
import { scaleCluster } from './scale-cluster';
import { Cluster } from '../../../lib/assurance/reachability';
import { clusterOf, openConnections } from './judged-cluster';
import { randomCluster } from './random-cluster';

describe('the neighbours of a pod', () => {
  test('are those between whom a connection is judged to be open, in both directions', () => {
    fc.assert(
      fc.property(randomCluster, (random) => {
        const cluster = clusterOf(random);
        const expected = [...openConnections(cluster)].filter((each) => /^pod-\d pod-\d/.test(each)).sort();
        const probes = [...new Set([...expected.map((each) => each.split(' ')[2] ?? '')])];
        const listed = (direction: 'ingress' | 'egress'): string[] =>
          cluster.pods
            .flatMap((pod) =>
              neighbours(cluster, pod, direction).flatMap(({ pod: other, ports }) => {
                const [from, to] = direction === 'ingress' ? [other, pod] : [pod, other];
                return probes
                  .filter((probe) => {
                    const [protocol, port] = probe.split('/');
                    return ports.has({ protocol: protocol as 'TCP', port: Number(port) });
                  })
                  .map((probe) => `${from.object.name} ${to.object.name} ${probe}`);
              }),
            )
            .sort();
        expect(listed('ingress')).toEqual(expected);
        expect(listed('egress')).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('are the declared ones in a cluster of the size generator, which gives the same cluster for the same seed', () => {
    const { documents, connections } = scaleCluster(200);
    const cluster = Cluster.of(documents);
    const edges = new Set(connections.map(({ from, to }) => JSON.stringify([from, to])));
    expect(cluster.pods.reduce((sum, pod) => sum + neighbours(cluster, pod, 'ingress').length, 0)).toBe(edges.size);
    expect(scaleCluster(200).connections).toEqual(connections);
    expect(scaleCluster(200, 2).connections).not.toEqual(connections);
  });
});
