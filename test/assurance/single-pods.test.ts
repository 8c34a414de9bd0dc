import { type KubernetesDocument } from '../../lib/assurance/document';
import { DocumentSet } from '../../lib/assurance/document-set';
import { Severity } from '../../lib/assurance/finding';
import { judgeDocuments } from '../../lib/assurance/judge-documents';
import { singlePods } from '../../lib/assurance/single-pods';
import { deployment, document, namespace, OUTSIDE, ZONE, ZONE_LABEL } from '../policies/documents';
import { waived } from './waived';

const zone = namespace(ZONE, { [ZONE_LABEL]: ZONE });
const replicated = (replicas: number | undefined, kind = 'Deployment'): KubernetesDocument => {
  const { spec, ...head } = deployment();
  return { ...head, kind, spec: { ...(spec as object), replicas } };
};
const autoscaler = (apiVersion: string, kind: string, scaleTargetRef: object, inside = ZONE): KubernetesDocument =>
  document(apiVersion, kind, { name: 'guard', namespace: inside }, { spec: { scaleTargetRef } });
const found = (...documents: KubernetesDocument[]): string[] =>
  singlePods(DocumentSet.of(documents)).map(({ object }) => `${object.kind} ${object.name}`);

test.each([
  [1, 'Deployment'],
  [undefined, 'Deployment'],
  [1, 'StatefulSet'],
])('a workload with replicas %s is one pod: %s', (replicas, kind) => {
  expect(found(zone, replicated(replicas, kind))).toEqual([`${kind} guard`]);
});

test.each([0, 2, 5])('a workload with %i replicas is none or several', (replicas) => {
  expect(found(zone, replicated(replicas))).toEqual([]);
});

test.each([
  [
    'HorizontalPodAutoscaler',
    autoscaler('autoscaling/v2', 'HorizontalPodAutoscaler', { kind: 'Deployment', name: 'guard' }),
  ],
  ['ScaledObject', autoscaler('keda.sh/v1alpha1', 'ScaledObject', { name: 'guard' })],
])('a %s says how many pods there are when the workload does not', (_, scaler) => {
  expect(found(zone, replicated(undefined), scaler)).toEqual([]);
  expect(found(zone, replicated(1), scaler)).toEqual(['Deployment guard']);
});

test.each([
  ['another workload', autoscaler('keda.sh/v1alpha1', 'ScaledObject', { name: 'other' })],
  ['another kind', autoscaler('keda.sh/v1alpha1', 'ScaledObject', { kind: 'StatefulSet', name: 'guard' })],
  ['one of another namespace', autoscaler('keda.sh/v1alpha1', 'ScaledObject', { name: 'guard' }, OUTSIDE)],
])('an autoscaler of %s does not count', (_, scaler) => {
  expect(found(zone, replicated(undefined), scaler)).toEqual(['Deployment guard']);
});

test('outside of zones nobody is told how many pods to have', () => {
  expect(found(namespace(ZONE), replicated(1))).toEqual([]);
  expect(found(replicated(1))).toEqual([]);
});

test('it is a note, so that a model on one GPU needs no waiver', () => {
  expect(singlePods(DocumentSet.of([zone, replicated(1)]))).toEqual([
    expect.objectContaining({ rule: 'single-pod', severity: Severity.NOTE, path: 'spec.replicas' }),
  ]);
});

test('the judgement has it, and a waiver on the workload takes it out; a cluster needs no exception for what it does not deny', () => {
  const notes = (workload: KubernetesDocument): string[] => {
    const { findings, waived: accepted, exceptions } = judgeDocuments(DocumentSet.of([zone, workload]));
    return [
      ...findings.filter(({ rule }) => rule === 'single-pod' || rule === 'waiver').map(({ rule }) => rule),
      ...accepted.map(({ finding }) => `waived ${finding.rule}`),
      ...exceptions,
    ];
  };
  expect(notes(replicated(1))).toEqual(['single-pod']);
  expect(notes(waived(replicated(1), 'single-pod'))).toEqual(['waived single-pod']);
});
