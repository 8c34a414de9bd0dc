import { CelExpression, CelType } from './cel';
import { type KubernetesDocument } from './document';
import { errors } from './errors';
import { at, fieldsOf, listOf, textOf, textsOf } from './fields';
import { type Severity } from './finding';
import { policyProblems } from './policy-lint';
import { rulesMatch, selectorMatches } from './policy-match';
import { type AdmissionRequest } from './policy-request';

/** Prefix of the annotations with which a policy describes itself. */
const ANNOTATION = 'policies.secure-llm.dev/';

/** An expression with its name. */
export interface NamedExpression {
  /** Name, unique within its list. */
  readonly name: string;
  /** The condition or value. */
  readonly expression: CelExpression;
}

/** One condition that a document must meet. */
export interface PolicyValidation {
  /** The condition. */
  readonly expression: CelExpression;
  /** What is wrong when it is not met. */
  readonly message: string;
  /**
   * The same with what was found.
   * @default - the message
   */
  readonly messageExpression?: CelExpression;
}

/** A rule: a ValidatingAdmissionPolicy with its binding, ready to judge what an API server would judge by it. */
export class Policy {
  /**
   * @param documents the policy and its binding, as one file holds them
   * @throws if something in them cannot be evaluated here, so that no rule is passed over
   */
  static of(documents: readonly KubernetesDocument[]): Policy {
    const problems = policyProblems(documents);
    const [policy, binding] = documents;
    if (policy === undefined || binding === undefined || problems.length > 0) {
      throw errors.policyUnfit(policy?.metadata.name ?? 'a policy', problems);
    }
    return new Policy(policy, binding);
  }

  /** Id, as findings and waivers name it. */
  readonly id: string;
  /** What holds when it is met, in a few words. */
  readonly title: string;
  /** How much a violation weighs. */
  readonly severity: Severity;
  /** Why it is asked for. */
  readonly rationale: string;
  /** How a violation is put right. */
  readonly remediation: string;
  /** Catalogue entries that ask for it. */
  readonly references: readonly string[];
  /** Under which conditions a request is judged at all. */
  readonly matchConditions: readonly NamedExpression[];
  /** What expressions name as `variables.NAME`. */
  readonly variables: readonly NamedExpression[];
  /** What must hold. */
  readonly validations: readonly PolicyValidation[];

  private constructor(
    /** The ValidatingAdmissionPolicy. */
    readonly policy: KubernetesDocument,
    /** The ValidatingAdmissionPolicyBinding. */
    readonly binding: KubernetesDocument,
  ) {
    const note = (name: string): string => policy.metadata.annotations?.[`${ANNOTATION}${name}`]?.trim() ?? '';
    this.id = note('id');
    this.title = note('title');
    this.severity = note('severity') as Severity;
    this.rationale = note('rationale');
    this.remediation = note('remediation');
    this.references = note('references').split('\n');
    this.matchConditions = named(at(policy, 'spec', 'matchConditions'), CelType.BOOL);
    this.variables = named(at(policy, 'spec', 'variables'), CelType.ANY);
    this.validations = listOf(at(policy, 'spec', 'validations')).map(validation);
  }

  /** Whether some document can be judged by it when it is created; the others show in a cluster only. */
  get judgesDocuments(): boolean {
    return listOf(at(this.policy, 'spec', 'matchConstraints', 'resourceRules')).some((rule) => {
      const { operations, resources } = fieldsOf(rule);
      return (
        textsOf(operations).some((operation) => operation === 'CREATE' || operation === '*') &&
        textsOf(resources).some((resource) => !resource.includes('/'))
      );
    });
  }

  /** Whether its verdict depends on who asks. */
  get looksAtUser(): boolean {
    const expressions = [...this.matchConditions, ...this.variables, ...this.validations].map(
      ({ expression }) => expression.source,
    );
    return expressions.some((source) => source.includes('request.userInfo'));
  }

  /**
   * Whether the request is one that it is about.
   * @param namespace the Namespace of the request, absent for a cluster-scoped object
   */
  matches(request: AdmissionRequest, namespace: unknown): boolean {
    return (
      rulesMatch(at(this.policy, 'spec', 'matchConstraints', 'resourceRules'), request) &&
      selectorMatches(at(this.binding, 'spec', 'matchResources', 'namespaceSelector'), namespace)
    );
  }
}

function named(list: unknown, type: CelType): NamedExpression[] {
  return listOf(list).map((entry) => {
    const { name, expression } = fieldsOf(entry);
    return { name: textOf(name) ?? '', expression: CelExpression.compile(textOf(expression) ?? '', type) };
  });
}

function validation(entry: unknown): PolicyValidation {
  const { expression, message, messageExpression } = fieldsOf(entry);
  const words = textOf(messageExpression);
  return {
    expression: CelExpression.compile(textOf(expression) ?? '', CelType.BOOL),
    message: textOf(message) ?? '',
    ...(words !== undefined && { messageExpression: CelExpression.compile(words, CelType.STRING) }),
  };
}
