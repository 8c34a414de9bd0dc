import { ClaimOutcome } from '../../../lib/assurance/claims';
import { r5 } from '../../../lib/assurance/claims/r5-exposure';
import { holdsUntil } from './refuted';
import { changed, CONTEXT, type Draft, podSpecOf, specOf, the } from './request-path';

const withService = (fields: object) => (documents: Draft[]) => {
  const service = the(documents, 'Service', 'llama');
  service.spec = { ...specOf(service), ...fields };
};
const adding = (document: Draft) => (documents: Draft[]) => {
  documents.push(document);
};
const route = (namespace: string, backend: object): Draft => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'llm', namespace },
  spec: { parentRefs: [{ name: 'public', namespace: 'gateways' }], rules: [{ backendRefs: [backend] }] },
});

describe('claim R5', () => {
  holdsUntil(r5, [
    {
      title: 'a NodePort',
      change: withService({ type: 'NodePort' }),
      sentence: 'Service inference/llama of type NodePort opens it on every node',
    },
    {
      title: 'a load balancer',
      change: withService({ type: 'LoadBalancer' }),
      sentence: 'Service inference/llama of type LoadBalancer opens it on every node',
    },
    {
      title: 'external addresses',
      change: withService({ externalIPs: ['203.0.113.7'] }),
      sentence: 'Service inference/llama takes over the addresses 203.0.113.7',
    },
    {
      title: 'a name for something else',
      change: withService({ type: 'ExternalName', externalName: 'evil.example' }),
      sentence: 'Service inference/llama stands for evil.example, which no policy sees',
    },
    {
      title: 'a port of the node',
      change: (documents) => {
        const [container] = podSpecOf(the(documents, 'Deployment', 'llama')).containers;
        Object.assign(container ?? {}, { ports: [{ containerPort: 8000, hostPort: 8000 }] });
      },
      sentence: 'Deployment inference/llama opens port 8000 of its node',
    },
    {
      title: 'the network of the node',
      change: (documents) => {
        podSpecOf(the(documents, 'Deployment', 'llama')).hostNetwork = true;
      },
      sentence: 'Deployment inference/llama is in the network of its node',
    },
    {
      title: 'an Ingress',
      change: adding({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'llm', namespace: 'inference' },
        spec: {
          rules: [
            { http: { paths: [{ path: '/', backend: { service: { name: 'llama', port: { number: 8000 } } } }] } },
          ],
        },
      }),
      sentence: 'Ingress inference/llm leads traffic to inference/llama',
    },
    {
      title: 'a default backend of an Ingress',
      change: adding({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'all', namespace: 'inference' },
        spec: { defaultBackend: { service: { name: 'llama', port: { number: 8000 } } } },
      }),
      sentence: 'Ingress inference/all leads traffic to inference/llama',
    },
    {
      title: 'a route from another namespace',
      change: adding(route('shop', { name: 'llama', namespace: 'inference', port: 8000 })),
      sentence: 'HTTPRoute shop/llm leads traffic to inference/llama',
    },
    {
      title: 'a mirror of requests',
      change: adding({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'copy', namespace: 'shop' },
        spec: {
          rules: [
            {
              filters: [
                { type: 'RequestMirror', requestMirror: { backendRef: { name: 'llama', namespace: 'inference' } } },
              ],
            },
          ],
        },
      }),
      sentence: 'HTTPRoute shop/copy leads traffic to inference/llama',
    },
    {
      title: 'a virtual service of a mesh',
      change: adding({
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'llm', namespace: 'shop' },
        spec: { http: [{ route: [{ destination: { host: 'llama.inference.svc.cluster.local' } }] }] },
      }),
      sentence: 'VirtualService shop/llm leads traffic to inference/llama',
    },
    {
      title: 'endpoints that are written by hand in a zone',
      change: adding({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'llama-extra', namespace: 'inference', labels: { 'kubernetes.io/service-name': 'llama' } },
      }),
      sentence: 'EndpointSlice inference/llama-extra was written by hand in a zone, and leads its Service anywhere',
    },
    {
      title: 'endpoints elsewhere that lead to a pod of a zone',
      change: (documents) => {
        documents.push(
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: 'llama-0', namespace: 'inference', labels: { 'secure-llm.dev/workload': 'llama' } },
            spec: { containers: [{ name: 'llama' }] },
            status: { phase: 'Running', podIP: '10.1.2.3' },
          },
          {
            apiVersion: 'v1',
            kind: 'Endpoints',
            metadata: { name: 'stolen', namespace: 'shop' },
            subsets: [{ addresses: [{ ip: '10.1.2.3' }] }],
          },
        );
      },
      sentence: 'Endpoints shop/stolen was written by hand and leads to Pod inference/llama-0',
    },
  ]);

  test('holds of what exposes a gateway', () => {
    const documents = changed((drafts) => {
      const service = the(drafts, 'Service', 'guardrail');
      service.spec = { ...specOf(service), type: 'LoadBalancer' };
      drafts.push(route('guardrail', { name: 'guardrail', port: 8000 }));
    });
    expect(r5.judge(documents, CONTEXT).counterexamples).toHaveLength(2);
    expect(r5.judge(documents, { ...CONTEXT, gateways: ['guardrail/guardrail'] }).outcome).toBe(ClaimOutcome.PROVEN);
  });

  test('holds of endpoints that a controller wrote, and of routes to Services elsewhere', () => {
    const documents = changed((drafts) => {
      drafts.push(
        {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: {
            name: 'llama-x7',
            namespace: 'inference',
            labels: { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' },
          },
        },
        {
          apiVersion: 'v1',
          kind: 'Endpoints',
          metadata: {
            name: 'llama',
            namespace: 'inference',
            labels: { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
          },
        },
        route('shop', { name: 'frontend', port: 80 }),
      );
    });
    expect(r5.judge(documents, CONTEXT).outcome).toBe(ClaimOutcome.PROVEN);
  });
});
