import { describeObject } from '../api-server/kubernetes-object';
import { lostFields } from '../api-server/lost-fields';
import { podsOf } from '../api-server/pod';
import { writtenExample } from '../api-server/written-examples';
import { account, MlopsCluster } from './mlops-cluster';

const { documents } = writtenExample('mlops');
const REPLICA_SETS = { name: 'system:serviceaccount:kube-system:replicaset-controller', groups: ['system:masters'] };

describe('the example mlops on a real API server', () => {
  let cluster: MlopsCluster;

  beforeAll(async () => {
    cluster = await MlopsCluster.start([REPLICA_SETS, account('workflow-controller')]);
  });
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  test('every document is applied in written order, with strict validation and without a warning', () => {
    expect(cluster.stages).toHaveLength(3);
    for (const { documents: staged, result } of cluster.stages) {
      expect({ code: result.code, stderr: result.stderr }).toEqual({ code: 0, stderr: '' });
      expect(result.stdout.match(/ serverside-applied$/gm)).toHaveLength(staged.length);
    }
    expect(cluster.stages.flatMap((stage) => stage.documents)).toHaveLength(documents.length);
  });

  test.each(documents.map((document) => [describeObject(document), document] as const))(
    '%s is stored with every field that was written',
    async (_name, document) => {
      const { status, body } = await cluster.server.client().read(document);
      expect(status).toBe(200);
      expect(lostFields(document, body)).toEqual([]);
    },
  );

  test.each(
    podsOf(documents.filter(({ kind }) => kind !== 'PodTemplate')).map((pod) => [describeObject(pod), pod] as const),
  )(
    '%s of its template is admitted, under Pod Security restricted and with every rule in force',
    async (_name, pod) => {
      const { status, body, warnings } = await cluster.server.client(REPLICA_SETS).create(pod);
      const { message } = body as { readonly message?: string };
      expect({ status, warnings, message }).toEqual({ status: 201, warnings: [], message: undefined });
    },
  );
});
