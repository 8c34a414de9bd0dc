import { Testing } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform } from '../../lib/platform';
import { ExternalSecretsOperatorPolicies } from '../../lib/secrets';
import { type Document, kubernetes } from '../workload/declared';

const oke = (): Platform =>
  Platform.oke({ region: 'eu-zurich-1', apiServerCidrs: ['10.0.0.0/28'], nodeCidrs: ['10.0.1.0/24'] });
const PROVIDER = ['134.70.0.0/17'];

function egress(platform: Platform): Document[] {
  const chart = new ExternalSecretsOperatorPolicies(Testing.app(), 'operator', { platform, providerCidrs: PROVIDER });
  const [policy] = Testing.synth(chart);
  expect(policy.spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  return policy.spec.egress;
}

describe('the policies of the External Secrets Operator', () => {
  it('leave it names, the API server, its proxy for workload identities on OKE, and the provider', () => {
    const ports = egress(oke()).map(({ to, ports }) => [
      to[0].ipBlock?.cidr ?? to[0].podSelector.matchLabels,
      ports.map(({ port, protocol }: { port: number; protocol: string }) => `${protocol}/${port}`),
    ]);
    expect(ports).toEqual([
      [{ 'k8s-app': 'kube-dns' }, ['UDP/53', 'TCP/53']],
      ['10.0.0.0/28', ['TCP/6443', 'TCP/12250']],
      ['134.70.0.0/17', ['TCP/443']],
    ]);
    const elsewhere = Platform.kubernetes({
      networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM,
      apiServerCidrs: ['10.0.0.0/28'],
    });
    expect(egress(elsewhere)[1].ports).toEqual([{ port: 6443, protocol: 'TCP' }]);
  });

  it('let only the API server call its webhook', () => {
    const chart = new ExternalSecretsOperatorPolicies(Testing.app(), 'operator', {
      platform: oke(),
      providerCidrs: PROVIDER,
    });
    const [policy] = Testing.synth(chart);
    expect(policy.metadata.namespace).toBe('external-secrets');
    expect(policy.spec.ingress).toEqual([
      {
        from: [{ ipBlock: { cidr: '10.0.0.0/28' } }, { ipBlock: { cidr: '10.0.1.0/24' } }],
        ports: [{ port: 10250, protocol: 'TCP' }],
      },
    ]);
  });

  it.each([
    ['no network of the API server', kubernetes(), PROVIDER, 'platform.apiServerCidrs is empty'],
    ['no address of the provider', oke(), [], 'providerCidrs is empty'],
    ['metadata addresses as the provider', oke(), ['169.254.0.0/16'], 'contains metadata or link-local addresses'],
  ])('refuse %s', (_, platform, providerCidrs, message) => {
    const declare = () => new ExternalSecretsOperatorPolicies(Testing.app(), 'operator', { platform, providerCidrs });
    expect(declare).toThrow(message);
  });
});
