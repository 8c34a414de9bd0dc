import { type Construct } from 'constructs';
import { type SecretRef } from '../platform';
import { nextHopTwice, noRules } from './errors';
import { GuardTier, type Upstream } from './guard-tier';
import { type CustomGuardImageProps, type GuardTierOptions, type GuardTierProps } from './guard-tier-props';
import { type OutputProcessor } from './output-processor';

/** What only the first tier can be told. */
export interface GuardrailOptions extends GuardTierOptions {
  /**
   * Key that callers must send.
   * @default - none: the network policies decide who calls
   */
  readonly callerKey?: SecretRef;
}

/** The first guard tier. */
export interface GuardrailProps extends GuardTierProps, GuardrailOptions {}

/** The first guard tier with another image. */
export interface CustomGuardrailProps extends GuardrailProps, CustomGuardImageProps {}

const SYMBOL = Symbol.for('cdk8s-secure-llm.Guardrail');

/** Judges what callers send before anything else sees it. Answers, judged by the output processor, leave through it rebuilt. */
export class Guardrail extends GuardTier {
  /** Whether the construct is a guardrail; works across duplicate installations of this package. */
  public static isGuardrail(construct: unknown): construct is Guardrail {
    return typeof construct === 'object' && construct !== null && SYMBOL in construct;
  }

  /** The same tier with another image that understands the guard's command line, rule set and ports. */
  public static custom(scope: Construct, id: string, props: CustomGuardrailProps): Guardrail {
    return new Guardrail(scope, id, props, props);
  }

  private nextHop?: { readonly output: OutputProcessor; readonly keyFile: string };

  /** @throws if the scope is in no zone, the rules check nothing, or a number is out of range */
  constructor(scope: Construct, id: string, props: GuardrailProps, custom?: CustomGuardImageProps) {
    super(scope, id, props, { tier: 'guardrail', callerKey: props.callerKey, optOuts: {}, flags: [] }, custom);
    if (props.rules.inputRules.length === 0) throw noRules('input', this.node.path);
    Object.defineProperty(this, SYMBOL, { value: true });
  }

  /**
   * Sends every request that passes to the output processor: opens the connection on both sides and mounts the key. The Secret of
   * the key must exist in both zones.
   * @returns the output processor, so that `a.forwardsTo(b).forwardsTo(c)` reads like the path of a request
   * @throws if it forwards to another output processor already
   */
  public forwardsTo(output: OutputProcessor): OutputProcessor {
    if (this.nextHop && this.nextHop.output !== output)
      throw nextHopTwice(this.nextHop.output.node.path, output.node.path, this.node.path);
    this.nextHop ??= { output, keyFile: this.mountUpstreamKey(output.hopKey) };
    this.connections.allowTo(output.workload);
    return output;
  }

  /** @internal */
  protected upstreams(): Upstream[] {
    const { nextHop } = this;
    return (
      nextHop?.output.modelNames.map((model) => ({ model, url: nextHop.output.url, keyFile: nextHop.keyFile })) ?? []
    );
  }
}
