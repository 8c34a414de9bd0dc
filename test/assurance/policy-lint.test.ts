import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KubernetesDocument } from '../../lib/assurance/document';
import { DocumentSet } from '../../lib/assurance/document-set';
import { Policy } from '../../lib/assurance/policy';
import { policyProblems } from '../../lib/assurance/policy-lint';
import { POLICY_FOLDER } from '../../lib/assurance/policy-set';

type Changeable = Record<string, unknown>;

function read(rule: string): [policy: Changeable, binding: Changeable] {
  const [policy, binding] = DocumentSet.parse(readFileSync(join(POLICY_FOLDER, `${rule}.yaml`), 'utf8')).documents;
  return structuredClone([policy, binding]) as unknown as [Changeable, Changeable];
}

/** @param path of maps and list indices; the value stands at its end */
function set(object: Changeable, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce((inner, step) => inner[step] as Changeable, object);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

const NAME = 'metadata.annotations';

describe('a policy that is refused', () => {
  test.each<[string, string, 'policy' | 'binding', string, unknown, string]>([
    [
      'is of an old version',
      'seccomp',
      'policy',
      'apiVersion',
      'admissionregistration.k8s.io/v1beta1',
      'expected admissionregistration.k8s.io/v1',
    ],
    [
      'has no rationale',
      'seccomp',
      'policy',
      NAME,
      { 'policies.secure-llm.dev/id': 'seccomp' },
      'the annotation rationale is missing',
    ],
    [
      'has another name than id',
      'seccomp',
      'policy',
      'metadata.name',
      'other',
      'its name is not seccomp.secure-llm.dev',
    ],
    ['passes when it fails', 'seccomp', 'policy', 'spec.failurePolicy', 'Ignore', 'its failure policy is not Fail'],
    ['matches nothing', 'seccomp', 'policy', 'spec.matchConstraints.resourceRules', [], 'it matches no resource'],
    ['validates nothing', 'seccomp', 'policy', 'spec.validations', [], 'it validates nothing'],
    [
      'excludes what is not evaluated here',
      'seccomp',
      'policy',
      'spec.matchConstraints.excludeResourceRules',
      [],
      'the field excludeResourceRules of its matchConstraints is not evaluated here',
    ],
    [
      'selects objects by label',
      'seccomp',
      'policy',
      'spec.matchConstraints.objectSelector',
      {},
      'the field objectSelector',
    ],
    [
      'names resources',
      'seccomp',
      'policy',
      'spec.matchConstraints.resourceRules.0.resourceNames',
      ['a'],
      'the field resourceNames',
    ],
    [
      'asks for the namespace before it is known',
      'seccomp',
      'policy',
      'spec.matchConditions.0.expression',
      "namespaceObject.metadata.name == 'a'",
      'a match condition reads what an API server does not give it',
    ],
    [
      'forgets a way to update pods',
      'seccomp',
      'policy',
      'spec.matchConstraints.resourceRules.0.resources',
      ['pods'],
      'leaves pods/ephemeralcontainers out',
    ],
    [
      'forgets a way to update namespaces',
      'zone-labels',
      'policy',
      'spec.matchConstraints.resourceRules.0.resources',
      ['namespaces', 'namespaces/status'],
      'leaves namespaces/finalize out',
    ],
    [
      'reads the object when it is deleted',
      'network-policy-writers',
      'policy',
      'spec.validations.0.expression',
      "object.metadata.name == 'a'",
      'it is about deletion, where object is null',
    ],
    ['binds another policy', 'seccomp', 'binding', 'spec.policyName', 'other', 'its binding binds another policy'],
    ['only warns', 'seccomp', 'binding', 'spec.validationActions', ['Warn'], 'its binding does not deny'],
    ['has no parameters', 'seccomp', 'binding', 'spec.paramRef', undefined, 'its binding gives no parameters'],
    [
      'is bound to what is not evaluated here',
      'seccomp',
      'binding',
      'spec.matchResources.objectSelector',
      {},
      'the field objectSelector',
    ],
    [
      'lets a namespace evade it',
      'zone-labels',
      'binding',
      'spec.matchResources.namespaceSelector',
      { matchLabels: { 'secure-llm.dev/zone': 'a' } },
      'removing the label evades it',
    ],
  ])('%s', (_, rule, which, path, value, message) => {
    const [policy, binding] = read(rule);
    expect(policyProblems([policy, binding] as unknown as KubernetesDocument[])).toEqual([]);
    set(which === 'policy' ? policy : binding, path, value);
    const documents = [policy, binding] as unknown as KubernetesDocument[];
    expect(policyProblems(documents).join('; ')).toContain(message);
    expect(() => Policy.of(documents)).toThrow(message);
  });

  test('has no binding', () => {
    const [policy] = read('seccomp');
    expect(policyProblems([policy] as unknown as KubernetesDocument[])).toEqual([
      'expected one ValidatingAdmissionPolicy and its ValidatingAdmissionPolicyBinding',
    ]);
  });

  test('has an expression that cannot be evaluated here', () => {
    const [policy, binding] = read('seccomp');
    set(policy, 'spec.validations.0.expression', "authorizer.group('').resource('pods').check('get').allowed()");
    expect(() => Policy.of([policy, binding] as unknown as KubernetesDocument[])).toThrow('Unknown variable');
  });
});
