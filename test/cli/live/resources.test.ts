import { PolicySet } from '../../../lib/assurance';
import { at, listOf, textsOf } from '../../../lib/assurance/fields';
import { extensionsAmong, JUDGED_RESOURCES } from '../../../lib/cli/live/resources';

/** Read in another way; a template that nothing makes pods of by itself; and what is written only, never listed. */
const READ_OTHERWISE = ['secrets', 'configmaps', 'podtemplates', 'bindings'];

it('everything that some rule judges when it is created is read from a live cluster', () => {
  const judged = PolicySet.shipped().policies.flatMap(({ policy }) =>
    listOf(at(policy, 'spec', 'matchConstraints', 'resourceRules')).flatMap((rule) => {
      const groups = textsOf(at(rule, 'apiGroups')).map((group) => (group === '' ? '' : `.${group}`));
      const resources = textsOf(at(rule, 'resources')).filter((resource) => /^[a-z]+$/.test(resource));
      return resources.flatMap((resource) => groups.map((group) => `${resource}${group}`));
    }),
  );
  expect(judged.length).toBeGreaterThan(50);
  const read = [...JUDGED_RESOURCES, ...READ_OTHERWISE, ...extensionsAmong(judged)];
  expect([...new Set(judged)].filter((resource) => !read.includes(resource)).sort()).toEqual([]);
});

it.each([
  ['ciliumnetworkpolicies.cilium.io', true],
  ['adminnetworkpolicies.policy.networking.k8s.io', true],
  ['globalnetworkpolicies.crd.projectcalico.org', true],
  ['networkpolicies.crd.projectcalico.org', true],
  ['workflows.argoproj.io', true],
  ['httproutes.gateway.networking.k8s.io', true],
  ['networkpolicies.networking.k8s.io', false],
  ['widgets.example.org', false],
])('%s is read where it is served: %s', (resource, isRead) => {
  expect(extensionsAmong([resource])).toEqual(isRead ? [resource] : []);
});
