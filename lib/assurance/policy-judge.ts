import { referenceTo, type KubernetesDocument } from './document';
import { type DocumentSet } from './document-set';
import { fieldsOf } from './fields';
import { type Finding } from './finding';
import { podOf } from './owned-pod';
import { type Policy } from './policy';
import { evaluate, PolicyDecision } from './policy-evaluation';
import { parametersAmong, PolicyParameters } from './policy-parameters';
import { creation, DEPLOYER, type AdmissionRequest } from './policy-request';
import { PolicySet } from './policy-set';
import { PolicyZones } from './policy-zones';
import { podsMadeBy } from './pods-made-by';

/** What documents are judged by. */
export interface PolicyJudgeOptions {
  /**
   * The rules.
   * @default - those that come with the package
   */
  readonly policies?: PolicySet;
  /**
   * The parameters of the rules.
   * @default - the ConfigMap of the parameters in the documents, else the parameters that come with the rules
   */
  readonly parameters?: PolicyParameters;
  /**
   * Namespaces that are trust zones although no document says so, for example all of somebody else's stack.
   * @default - none
   */
  readonly zones?: readonly string[];
}

/** How far one rule was judged. */
export interface PolicyCoverage {
  /** Id of the rule. */
  readonly rule: string;
  /** How many documents it was held against. */
  readonly judged: number;
  /** Whether it is about requests that no document shows, such as exec, so that a cluster alone can judge it. */
  readonly clusterOnly: boolean;
  /** Whether it looks at the user and was held against the deployer only. */
  readonly asDeployer: boolean;
}

/** What the rules say about a set of documents. */
export interface PolicyJudgement {
  /** What is wrong, before any waiver. */
  readonly findings: readonly Finding[];
  /** Each rule with how far it was judged, so that none is passed over in silence. */
  readonly coverage: readonly PolicyCoverage[];
  /** Names of the namespaces that were taken for trust zones. */
  readonly zones: readonly string[];
}

/**
 * Judges every document as if a deployer created it, and every workload's pods as if its controller did. Of an object that a
 * cluster has already nobody knows who wrote it, so the rules about writers are not held against it.
 */
export function judgeByPolicies(documents: DocumentSet, options: PolicyJudgeOptions = {}): PolicyJudgement {
  const { policies } = options.policies ?? PolicySet.shipped();
  const stated = options.parameters ?? parametersOf(documents, options.policies);
  // what is excepted is decided by the waivers, which are judged themselves; whoever deploys, documents are judged as theirs
  const deployers = [...stated.deployers, `user ${DEPLOYER.username}`];
  const parameters = stated.with('exceptions', []).with('deployers', deployers).document;
  const zones = new PolicyZones(documents, options.zones ?? []);
  const judged = new Map<Policy, number>();
  const findings = documents.documents.flatMap((document) => {
    const requests = requestsOf(asSubmitted(document));
    return policies.flatMap((policy) => {
      if (isInCluster(document) && policy.looksAtUser) return [];
      const [request] = requests.filter(({ about }) => policy.matches(about, namespaceOfRequest(zones, about)));
      if (request === undefined) return [];
      const namespace = namespaceOfRequest(zones, request.about);
      const verdict = evaluate(policy, request.about, { namespace, parameters });
      if (verdict.decision !== PolicyDecision.NOT_JUDGED) judged.set(policy, (judged.get(policy) ?? 0) + 1);
      return verdict.messages.map((message) => finding(policy, document, message, request.path));
    });
  });
  const coverage = policies.map((policy) => ({
    rule: policy.id,
    judged: judged.get(policy) ?? 0,
    clusterOnly: !policy.judgesDocuments,
    asDeployer: policy.judgesDocuments && policy.looksAtUser,
  }));
  return { findings, coverage, zones: zones.zones };
}

function isInCluster({ metadata }: KubernetesDocument): boolean {
  return metadata.uid !== undefined;
}

/** A pod that runs, without the node that the scheduler has named in it. */
function asSubmitted(document: KubernetesDocument): KubernetesDocument {
  if (document.kind !== 'Pod' || !isInCluster(document)) return document;
  return { ...document, spec: { ...fieldsOf(document.spec), nodeName: undefined } };
}

interface RequestForDocument {
  readonly about: AdmissionRequest;
  readonly path?: string;
}

/** The document itself first: what a rule says about a workload it need not say about its pods again. */
function requestsOf(document: KubernetesDocument): RequestForDocument[] {
  const pod = podOf(document);
  const own = [{ about: creation(document) }];
  const ofPod = pod === undefined ? [] : [{ about: creation(pod.pod, pod.creator), path: pod.path }];
  // whoever makes pods of a template is not who wrote it
  return podsMadeBy(document) === undefined ? [...own, ...ofPod] : [...ofPod, ...own];
}

function namespaceOfRequest(zones: PolicyZones, { namespace }: AdmissionRequest): KubernetesDocument | undefined {
  return namespace === undefined ? undefined : zones.namespace(namespace);
}

function parametersOf(documents: DocumentSet, policies: PolicySet | undefined): PolicyParameters {
  const written = parametersAmong(documents);
  return written === undefined ? (policies ?? PolicySet.shipped()).parameters : PolicyParameters.of(written);
}

function finding(policy: Policy, document: KubernetesDocument, message: string, path: string | undefined): Finding {
  const { id: rule, severity, remediation, references } = policy;
  const object = referenceTo(document);
  return { rule, severity, message, object, ...(path !== undefined && { path }), remediation, references };
}
