import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/** A tier as its chart has it: the same four boxes as in the article, each with a Service in front. */
interface Tier {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  readonly args?: string[];
  readonly upstream?: string;
}

const TIERS: readonly Tier[] = [
  { name: 'gateway', image: 'nginx:1.27', port: 8080, upstream: 'http://guardrail.guardrail.svc:8000' },
  { name: 'guardrail', image: 'ghcr.io/acme/guardrail:v3.1.0', port: 8000, upstream: 'http://output.output.svc:8000' },
  { name: 'output', image: 'ghcr.io/acme/guardrail:v3.1.0', port: 8000, upstream: 'http://llama.inference.svc:8000' },
  {
    name: 'inference',
    image: 'vllm/vllm-openai:latest',
    port: 8000,
    args: ['--model=meta-llama/Llama-3.1-8B-Instruct', '--served-model-name', 'llama-3.1-8b-instruct'],
  },
];

/**
 * The four tiers written with cdk8s-plus alone, as somebody would who does not know this library: a namespace, a Deployment
 * and a Service each, an API key in the environment, and an Ingress in front.
 *
 * @returns what `cdk8s synth` writes
 */
export function bareStack(): string {
  const app = new App();
  for (const tier of TIERS) {
    const chart = new Chart(app, tier.name, { namespace: tier.name, disableResourceNameHashes: true });
    new kplus.Namespace(chart, 'namespace', { metadata: { name: tier.name } });
    const deployment = new kplus.Deployment(chart, tier.name === 'inference' ? 'llama' : tier.name, {
      replicas: 2,
      containers: [
        {
          image: tier.image,
          args: tier.args,
          portNumber: tier.port,
          envVariables: environment(chart, tier),
          resources: { memory: { request: Size.gibibytes(1) }, cpu: { request: kplus.Cpu.millis(500) } },
        },
      ],
    });
    const service = deployment.exposeViaService({ name: tier.name === 'inference' ? 'llama' : tier.name });
    if (tier.name === 'gateway')
      new kplus.Ingress(chart, 'ingress').addRule('/', kplus.IngressBackend.fromService(service));
  }
  return app.synthYaml();
}

function environment(chart: Chart, { name, upstream }: Tier): Record<string, kplus.EnvValue> | undefined {
  if (upstream === undefined) return undefined;
  const secret = kplus.Secret.fromSecretName(chart, 'keys', `${name}-keys`);
  return {
    UPSTREAM_URL: kplus.EnvValue.fromValue(upstream),
    API_KEY: kplus.EnvValue.fromSecretValue({ secret, key: 'api-key' }),
  };
}
