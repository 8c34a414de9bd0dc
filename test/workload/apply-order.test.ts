import { inApplyOrder } from '../../lib/workload/apply-order';

const WAVE = 'argocd.argoproj.io/sync-wave';
const document = (kind: string, name: string, annotations?: object) => ({ kind, metadata: { name, annotations } });
const order = (documents: object[]) =>
  (inApplyOrder(documents) as ReturnType<typeof document>[]).map(({ kind, metadata }) => `${kind}/${metadata.name}`);

describe('the apply order', () => {
  it('puts what isolates and what others need before what runs, and kinds that it does not know with the workloads', () => {
    const kinds = [
      'Deployment',
      'Gizmo',
      'Service',
      'ConfigMap',
      'ServiceAccount',
      'ResourceQuota',
      'NetworkPolicy',
      'Namespace',
    ];
    expect(order(kinds.map((kind) => document(kind, 'x')))).toEqual([
      'Namespace/x',
      'NetworkPolicy/x',
      'ResourceQuota/x',
      'ServiceAccount/x',
      'ConfigMap/x',
      'Service/x',
      'Deployment/x',
      'Gizmo/x',
    ]);
  });

  it('is the same however the documents are declared', () => {
    const kinds = [document('Service', 'b'), document('Service', 'a'), document('PodDisruptionBudget', 'c')];
    expect(order(kinds)).toEqual(['PodDisruptionBudget/c', 'Service/a', 'Service/b']);
    expect(order(kinds.reverse())).toEqual(['PodDisruptionBudget/c', 'Service/a', 'Service/b']);
  });

  it('respects a wave that somebody chose', () => {
    expect(order([document('Service', 'x'), document('Deployment', 'first', { [WAVE]: '-60' })])).toEqual([
      'Deployment/first',
      'Service/x',
    ]);
  });

  it('writes the wave beside the other annotations and leaves its input alone', () => {
    const input = document('Namespace', 'x', { b: '2', 'z.dev/a': '1' });
    const [written] = inApplyOrder([input]) as ReturnType<typeof document>[];
    expect(written?.metadata.annotations).toEqual({ [WAVE]: '-50', b: '2', 'z.dev/a': '1' });
    expect(Object.keys(input.metadata.annotations ?? {})).toEqual(['b', 'z.dev/a']);
  });
});
