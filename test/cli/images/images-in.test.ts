import { DocumentSet } from '../../../lib/assurance';
import { imagesIn } from '../../../lib/cli/images/images-in';

test('every image that a node would pull is found once, also in pods of custom kinds and in image volumes', () => {
  const spec = {
    containers: [{ image: 'r.io/a:1.0.0' }, { image: 'r.io/b:1.0.0' }],
    initContainers: [{ image: 'r.io/a:1.0.0' }],
    ephemeralContainers: [{ image: 'r.io/c:1.0.0' }],
    volumes: [
      { name: 'weights', image: { reference: 'r.io/weights:1.0.0' } },
      { name: 'tmp', emptyDir: {} },
    ],
  };
  const documents = DocumentSet.of([
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'x' },
      spec: { jobTemplate: { spec: { template: { spec } } } },
    },
    {
      apiVersion: 'ray.io/v1',
      kind: 'RayCluster',
      metadata: { name: 'y' },
      spec: { headGroupSpec: { template: { spec: { containers: [{ image: 'r.io/ray:2.0.0' }] } } } },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'z' }, data: { image: 'r.io/no:1.0.0' } },
  ]);
  expect(imagesIn(documents)).toEqual([
    'r.io/a:1.0.0',
    'r.io/b:1.0.0',
    'r.io/c:1.0.0',
    'r.io/ray:2.0.0',
    'r.io/weights:1.0.0',
  ]);
});
