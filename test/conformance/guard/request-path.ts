import { FakeModel } from './fake-model';
import { GuardPod } from './guard-pod';
import { loopback } from './loopback';
import { type SecretValues } from './pod-files';
import { guardTemplate, inferenceTemplate, optionValues, podTemplates, type PodTemplate } from './pod-template';
import { madeUpSecrets } from './secret-values';

export interface RequestPathOptions {
  /** Changes the guardrail's template, to break something on purpose. @default - as synthesized */
  readonly guardrail?: (template: PodTemplate) => PodTemplate;
  /** The same for the output processor. @default - as synthesized */
  readonly outputProcessor?: (template: PodTemplate) => PodTemplate;
  /** @default - one made-up value per Secret key */
  readonly secrets?: SecretValues;
  /** Further folders in the guardrail's image. @default none */
  readonly shown?: readonly string[];
}

export interface ModelPlace {
  readonly template: PodTemplate;
  readonly address: string;
  readonly port: number;
  readonly secrets: SecretValues;
}

/** Both guard tiers as in the synthesized pod templates, and the model that obeys everything behind them. */
export class RequestPath implements AsyncDisposable {
  private constructor(
    readonly guardrail: GuardPod,
    readonly outputProcessor: GuardPod,
    readonly model: FakeModel,
    /** The served model's name. */
    readonly modelName: string,
    /** What it takes to start the model again. */
    readonly modelPlace: ModelPlace,
  ) {}

  static async start(options: RequestPathOptions = {}): Promise<RequestPath> {
    const templates = podTemplates();
    const unchanged = (template: PodTemplate): PodTemplate => template;
    const first = (options.guardrail ?? unchanged)(guardTemplate(templates, 'guardrail'));
    const second = (options.outputProcessor ?? unchanged)(guardTemplate(templates, 'output-processor'));
    const secrets = options.secrets ?? madeUpSecrets();
    const [modelHop] = nextHops(second);
    if (modelHop === undefined) throw new Error('the output processor serves no model');
    const addresses = { guardrail: loopback(11), outputProcessor: loopback(12), model: loopback(13) };
    const port = Number(modelHop.url.port);
    const place = { template: inferenceTemplate(templates), address: addresses.model, port, secrets };
    const starts = await Promise.allSettled([
      GuardPod.start({
        template: first,
        address: addresses.guardrail,
        hosts: hostsOf(first, addresses.outputProcessor),
        secrets,
        shown: options.shown,
      }),
      GuardPod.start({
        template: second,
        address: addresses.outputProcessor,
        hosts: hostsOf(second, addresses.model),
        secrets,
      }),
      FakeModel.start(place.template, place.address, place.port, secrets),
    ]);
    const [guardrail, outputProcessor, model] = starts;
    if (guardrail.status === 'fulfilled' && outputProcessor.status === 'fulfilled' && model.status === 'fulfilled') {
      return new RequestPath(guardrail.value, outputProcessor.value, model.value, modelHop.model, place);
    }
    for (const start of starts) if (start.status === 'fulfilled') await start.value[Symbol.asyncDispose]();
    throw starts.find((start) => start.status === 'rejected')?.reason;
  }

  /** Where callers send their requests. */
  get url(): string {
    return this.guardrail.url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const parts: readonly AsyncDisposable[] = [this.guardrail, this.outputProcessor, this.model];
    await Promise.all(parts.map((part) => part[Symbol.asyncDispose]()));
  }
}

/** The served models of a guard and where they are, from its arguments. */
export function nextHops(template: PodTemplate): { readonly model: string; readonly url: URL }[] {
  return optionValues(template.container.args ?? [], '--model').map((value) => {
    const equals = value.indexOf('=');
    return { model: value.slice(0, equals), url: new URL(value.slice(equals + 1)) };
  });
}

export function hostsOf(template: PodTemplate, address: string): Record<string, string> {
  return Object.fromEntries(nextHops(template).map(({ url }) => [url.hostname, address]));
}
