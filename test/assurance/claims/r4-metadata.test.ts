import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r4 } from '../../../lib/assurance/claims/r4-metadata';
import { counterexample, holdsUntil } from './refuted';
import { changed, CONTEXT, type Draft, OUTPUT, specOf, the } from './request-path';

const outputMay =
  (...egress: object[]) =>
  (documents: Draft[]) => {
    (specOf(the(documents, 'NetworkPolicy', 'output-processor-egress')).egress as object[]).push(...egress);
  };
const range = (cidr: string, except?: string[]): object => ({
  to: [{ ipBlock: { cidr, ...(except && { except }) } }],
  ports: [{ port: 443 }],
});
const BY = 'by NetworkPolicy output/output-processor-egress';
const FROM = 'Deployment output/output-processor can connect to';

describe('claim R4', () => {
  holdsUntil(r4, [
    {
      title: 'a range that holds the metadata service',
      change: outputMay(range('0.0.0.0/0')),
      sentence: `${FROM} instance metadata or a link-local address (10.0.0.2/32, 10.96.0.1/32, 169.254.0.0/16) on TCP/443, ${BY}`,
    },
    {
      title: 'exceptions that leave some of it out',
      change: outputMay(range('0.0.0.0/0', ['169.254.169.254/32', '10.0.0.0/8'])),
      sentence: `${FROM} instance metadata or a link-local address (169.254.0.0 to 169.254.169.253, 169.254.169.255 to 169.254.255.255) on TCP/443, ${BY}`,
    },
    {
      title: 'link-local addresses of IPv6',
      change: outputMay(range('fe80::/64')),
      sentence: `${FROM} instance metadata or a link-local address (fe80::/64) on TCP/443, ${BY}`,
    },
    {
      title: 'metadata of Oracle Cloud over IPv6',
      change: outputMay(range('fd00::/8')),
      sentence: `${FROM} instance metadata or a link-local address (fd00:c1::/64, fd00:ec2::254/128) on TCP/443, ${BY}`,
    },
    {
      title: 'the address of the API server',
      change: outputMay(range('10.96.0.0/16')),
      sentence: `${FROM} the API server (10.96.0.1/32) on TCP/443, ${BY}`,
    },
    {
      title: 'a rule without peers',
      change: outputMay({ ports: [{ port: 80 }] }),
      sentence: `${FROM} instance metadata or a link-local address (10.0.0.2/32, 10.96.0.1/32, 169.254.0.0/16, fd00:c1::/64 and 2 more) on TCP/80, ${BY}`,
    },
  ]);

  test('holds of a range without such an address', () => {
    expect(r4.judge(changed(outputMay(range('203.0.113.0/24'))), CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('holds of the API server where it is declared, and only where nothing wider is', () => {
    const declaring = (cidr: string): ClaimOutcome =>
      r4.judge(changed(outputMay(range(cidr))), {
        ...CONTEXT,
        connections: [...(CONTEXT.connections ?? []), { from: OUTPUT, to: { ipBlock: { cidr } }, port: 'TCP/443' }],
      }).outcome;
    expect([declaring('10.96.0.1/32'), declaring('10.96.0.0/16')]).toEqual([ClaimOutcome.PROVEN, ClaimOutcome.REFUTED]);
  });

  test('names the address that every cloud answers on', () => {
    expect(counterexample(r4, outputMay(range('0.0.0.0/0'))).example?.stranger).toEqual({ address: '169.254.169.254' });
  });

  test('cannot be decided while a range is open and nobody knows where the API server is', () => {
    const documents = changed(outputMay(range('203.0.113.0/24')));
    const context = { ...CONTEXT, apiServerCidrs: undefined };
    expect(r4.judge(documents, context)).toMatchObject({
      outcome: ClaimOutcome.UNDECIDABLE,
      reason:
        'the addresses of the API server are not known, and ranges are open: Deployment output/output-processor: 203.0.113.0/24',
    });
    expect(
      r4.judge(
        changed(() => {}),
        context,
      ).outcome,
    ).toBe(ClaimOutcome.PROVEN);
  });

  test('takes the addresses of the API server from a live cluster', () => {
    const context = { ...CONTEXT, apiServerCidrs: undefined };
    const documents = changed((drafts) => {
      outputMay(range('172.16.0.0/12'))(drafts);
      drafts.push(
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'kubernetes', namespace: 'default' },
          spec: { clusterIP: '172.20.0.1' },
        },
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name: 'n' },
          status: { addresses: [{ type: 'InternalIP', address: '172.18.0.2' }] },
        },
      );
    });
    expect(r4.judge(documents, context).counterexamples[0]?.sentence).toBe(
      `${FROM} the API server (172.18.0.2/32, 172.20.0.1/32) on TCP/443, ${BY}`,
    );
  });
});
