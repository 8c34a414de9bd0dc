import { App } from 'cdk8s';
import { type RuleSet } from '../../../../lib';
import { APPROVALS, RELEASES } from '../../../policies/approvals';
import { DeclaredPath } from '../../../request-path/declared';
import { documents } from '../../../workload/declared';
import { type KubernetesObject } from '../../api-server/kubernetes-object';

/** A request path whose guards run some rules. */
export function declaredPath(rules: RuleSet, app = new App()): DeclaredPath {
  return new DeclaredPath(app, { guardrail: { rules }, output: { rules } }).connected();
}

/**
 * What steps of a release see of a cluster: the tiers as they were synthesized, and the approvers' lists with nothing in them. The
 * zones' protection is left out: nothing runs here.
 */
export function releaseDocuments({ guardrail, output }: DeclaredPath): KubernetesObject[] {
  const zones = [output.workload.zone, guardrail.workload.zone];
  const tiers = zones
    .flatMap((zone) => documents(zone) as KubernetesObject[])
    .filter(({ kind }) => kind === 'ConfigMap' || kind === 'Deployment');
  const namespaces = [...zones.map(({ namespace }) => namespace), RELEASES].map((name): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  const lists = [...APPROVALS.values()].map((list) => {
    const entries = Object.entries(list['data'] ?? {}).filter(([key]) => key !== 'approved');
    return { ...list, data: Object.fromEntries(entries) };
  });
  return [...namespaces, ...tiers, ...lists];
}
