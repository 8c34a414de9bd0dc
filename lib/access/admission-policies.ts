import { ApiObject, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { type Construct } from 'constructs';
import { AnnotationKey } from '../workload';
import { inApplyOrder } from '../workload/apply-order';
import { installDocumentChecks } from '../workload/document-checks';
import { isTrustZone } from '../workload/is-trust-zone';
import { loadAssurance } from '../workload/load-assurance';
import { type AdmissionPoliciesProps } from './admission-policies-props';
import { errors } from './errors';
import { exceptionsOf } from './exceptions';
import { type ReleaseIdentities, releaseIdentities, Releases } from './releases';

const SYMBOL = Symbol.for('cdk8s-secure-llm.AdmissionPolicies');
const SUBJECT = /^(?:user|group) \S+$/;
const ACCOUNT = /^[a-z0-9-]+\/[a-z0-9.-]+$/;
const REGISTRY = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?\/(?:[a-z0-9._-]+\/)*$/;

/** Before everything of a zone: the parameters first, without which rules deny, and a rule before its binding. */
const WAVES = { namespace: '-100', parameters: '-95', policy: '-90', binding: '-85' };

/**
 * The rules that the API server itself holds every zone of the cluster to, with their parameters. One set for a cluster, in a
 * file of its own, to be applied before any zone. A rule that cannot be evaluated denies.
 */
export class AdmissionPolicies extends Chart {
  /** Whether the construct is a set of admission policies; works across duplicate installations of this package. */
  static isAdmissionPolicies(construct: unknown): construct is AdmissionPolicies {
    return typeof construct === 'object' && construct !== null && SYMBOL in construct;
  }

  private readonly policies = new Map<string, ApiObject>();

  /** @throws if a subject, registry or rule is not valid, or the program has such policies already */
  constructor(scope: Construct, id: string, props: AdmissionPoliciesProps = {}) {
    super(scope, id);
    const { path, root } = this.node;
    const other = root.node.findAll().find((each) => AdmissionPolicies.isAdmissionPolicies(each));
    if (other !== undefined) throw errors.oncePerApp(other.node.path, path);
    Object.defineProperty(this, SYMBOL, { value: true });
    checkProps(props, path);
    const identities = releaseIdentities(props, path);
    this.declareParameters(props, identities);
    new Releases(this, 'Releases', { ...identities, waves: WAVES });
    this.declareRules(props.warnOnly ?? []);
    installDocumentChecks(root);
  }

  /** Ids of the rules, sorted. */
  get rules(): string[] {
    return [...this.policies.keys()];
  }

  /**
   * The ValidatingAdmissionPolicy of a rule, for example to waive claim R15 of it.
   * @throws if there is no such rule
   */
  policy(rule: string): ApiObject {
    const policy = this.policies.get(rule);
    if (policy === undefined) throw errors.unknownRule(rule, this.rules, this.node.path);
    return policy;
  }

  /** All documents in the order in which they can be applied. */
  override toJson(): object[] {
    return inApplyOrder(super.toJson() as object[]);
  }

  private declareRules(warnOnly: readonly string[]): void {
    for (const { id, policy, binding } of loadAssurance().PolicySet.shipped().policies) {
      const actions = warnOnly.includes(id) ? { validationActions: ['Warn', 'Audit'] } : {};
      const declared = this.declare(`${id}-policy`, policy, WAVES.policy, {});
      this.declare(`${id}-binding`, binding, WAVES.binding, actions);
      this.policies.set(id, declared);
    }
    for (const rule of warnOnly) this.policy(rule);
  }

  private declare(id: string, document: Document, wave: string, spec: object): ApiObject {
    const { apiVersion, kind, metadata } = document;
    const annotations = { ...metadata.annotations, [AnnotationKey.APPLY_ORDER]: wave };
    return new ApiObject(this, id, {
      apiVersion,
      kind,
      metadata: { name: metadata.name, annotations },
      spec: { ...(document.spec as object), ...spec },
    });
  }

  private declareParameters(
    { deployers, controllers = [], registries = [], secretOperators, pipelineServiceAccounts }: AdmissionPoliciesProps,
    { ruleSetReleaser, modelReleaser, approvers, selfApprovers }: ReleaseIdentities,
  ): void {
    const { PARAMETERS, PolicySet } = loadAssurance();
    const { parameters } = PolicySet.shipped();
    const shipped = parameters.document.data as Readonly<Record<string, string>>;
    const lines = (list: string): string[] => (shipped[list] ?? '').split('\n').filter((line) => line !== '');
    const { root } = this.node;
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name: PARAMETERS.namespace,
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        annotations: { [AnnotationKey.APPLY_ORDER]: WAVES.namespace },
      },
    });
    new k8s.KubeConfigMap(this, 'Parameters', {
      metadata: { ...PARAMETERS, annotations: { [AnnotationKey.APPLY_ORDER]: WAVES.parameters } },
      data: Lazy.any({
        produce: () => ({
          deployers: joined(deployers ?? lines('deployers')),
          controllers: joined([...lines('controllers'), ...controllers]),
          secretOperators: joined(secretOperators ?? lines('secretOperators')),
          releasers: joined([ruleSetReleaser, modelReleaser].map((name) => `user ${name}`)),
          approvers: joined(approvers ?? lines('approvers')),
          selfApprovers: joined(selfApprovers.map((name) => `user ${name}`)),
          pipelineServiceAccounts: joined(pipelineServiceAccounts ?? lines('pipelineServiceAccounts')),
          registries: joined([...mirroredToo(root, lines('registries')), ...registries]),
          exceptions: joined(exceptionsOf(root)),
        }),
      }) as { [key: string]: string },
    });
  }
}

/** A rule or binding as its file has it. */
interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: { readonly [key: string]: string } };
  readonly [field: string]: unknown;
}

function checkProps(props: AdmissionPoliciesProps, path: string): void {
  const { deployers, controllers = [], registries = [], secretOperators = [], approvers = [] } = props;
  if (deployers?.length === 0) throw errors.noDeployer(path);
  for (const [list, entries] of Object.entries({
    deployers: deployers ?? [],
    controllers,
    secretOperators,
    approvers,
  })) {
    const wrong = entries.find((entry) => !SUBJECT.test(entry));
    if (wrong !== undefined) throw errors.subject(list, wrong, path);
  }
  const account = props.pipelineServiceAccounts?.find((each) => !ACCOUNT.test(each));
  if (account !== undefined) throw errors.pipelineServiceAccount(account, path);
  const wrong = registries.find((registry) => !REGISTRY.test(registry));
  if (wrong !== undefined) throw errors.registry(wrong, path);
}

/** The catalogue's registries, and where the platforms of the program's zones pull them from instead. */
function mirroredToo(root: Construct['node']['root'], registries: readonly string[]): string[] {
  const platforms = new Set(root.node.findAll().flatMap((each) => (isTrustZone(each) ? [each.platform] : [])));
  const mirrors = [...platforms].flatMap((platform) =>
    registries.map((registry) => `${platform.mirrored(registry.replace(/\/$/, ''))}/`),
  );
  return [...registries, ...mirrors];
}

/** One entry a line, each once; the order of declaration leaves no trace. */
function joined(lines: readonly string[]): string {
  return [...new Set(lines)].sort().join('\n');
}
