/** The workloads of the quickstart as one writes them with cdk8s-plus alone: no hardening beyond its defaults, no proof. */
import { App, Chart } from 'cdk8s';
import {
  Deployment,
  ImagePullPolicy,
  Namespace,
  NetworkPolicy,
  NetworkPolicyTrafficDefault,
  Service,
} from 'cdk8s-plus-28';

const app = new App({ outdir: process.env['CDK8S_OUTDIR'] });

const tiers = [
  { name: 'guardrail', image: 'localhost/cdk8s-secure-llm/guard:0.1.0' },
  { name: 'output-processor', image: 'localhost/cdk8s-secure-llm/guard:0.1.0' },
  { name: 'qwen', image: 'ghcr.io/ggml-org/llama.cpp:server' },
].map(({ name, image }) => {
  const chart = new Chart(app, name, { namespace: name });
  new Namespace(chart, 'namespace', { metadata: { name } });
  const deployment = new Deployment(chart, 'deployment', {
    metadata: { name },
    containers: [{ image, portNumber: 8000, imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT }],
  });
  new Service(chart, 'service', { metadata: { name }, selector: deployment, ports: [{ port: 8000 }] });
  new NetworkPolicy(chart, 'policy', {
    selector: deployment,
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
    egress: { default: NetworkPolicyTrafficDefault.DENY },
  });
  return deployment;
});
tiers.forEach((tier, index) => {
  const next = tiers[index + 1];
  if (next !== undefined) tier.connections.allowTo(next);
});

app.synth();
