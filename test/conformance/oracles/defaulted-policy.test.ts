import fc from 'fast-check';
import { DocumentSet } from '../../../lib/assurance/document-set';
import { documentsOf } from '../../assurance/reachability/judged-cluster';
import { NAMES, randomCluster } from '../../assurance/reachability/random-cluster';
import { ApiServer } from '../api-server/api-server';
import { type KubernetesObject } from '../api-server/kubernetes-object';
import { defaultedPolicy } from './defaulted-policy';

const CLUSTERS = 100;

let server: ApiServer;
beforeAll(async () => {
  server = await ApiServer.start();
  for (const name of NAMES) {
    const { status } = await server.client().create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    expect(status).toBe(201);
  }
});
afterAll(() => server[Symbol.asyncDispose]());

test(`the policies of ${CLUSTERS} random clusters are given to the oracles as the API server stores them`, async () => {
  const client = server.client();
  const different = new Set<string>();
  let policies = 0;
  await fc.assert(
    fc.asyncProperty(randomCluster, async (cluster) => {
      for (const policy of DocumentSet.of(documentsOf(cluster)).ofKind('NetworkPolicy')) {
        const { status, body } = await client.create(policy, { dryRun: true });
        expect({ status, body }).toMatchObject({ status: 201 });
        const { spec } = defaultedPolicy(policy);
        expect(spec).toEqual((body as KubernetesObject)['spec']);
        policies += 1;
        if (JSON.stringify(spec) !== JSON.stringify(policy.spec)) different.add(JSON.stringify(policy.spec));
      }
    }),
    { numRuns: CLUSTERS },
  );
  expect(policies).toBeGreaterThan(CLUSTERS);
  // else the comparison would not be about defaults
  expect(different.size).toBeGreaterThan(CLUSTERS / 2);
});
