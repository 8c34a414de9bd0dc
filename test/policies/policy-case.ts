import { type KubernetesDocument } from '../../lib/assurance/document';
import { creation, DEPLOYER, type AdmissionRequest, type Requester } from '../../lib/assurance/policy-request';

/** Someone without any special right in the parameters of the policies. */
export const DEVELOPER: Requester = { username: 'developer', groups: ['developers', 'system:authenticated'] };
export const REPLICASET_CONTROLLER = controller('replicaset-controller');
export const ENDPOINTSLICE_CONTROLLER = controller('endpointslice-controller');
export const NAMESPACE_CONTROLLER = controller('namespace-controller');
/** A cluster administrator, for whom RBAC has no limits. */
export const ADMINISTRATOR: Requester = { username: 'admin', groups: ['system:masters', 'system:authenticated'] };
export const NODE: Requester = { username: 'system:node:a', groups: ['system:nodes', 'system:authenticated'] };

export function controller(name: string): Requester {
  return {
    username: `system:serviceaccount:kube-system:${name}`,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
  };
}

/** One row of a rule's table: a request, and what an API server and the engine both have to say about it. */
export interface PolicyCase {
  /** Why, as a sentence. */
  readonly because: string;
  readonly verdict: 'allow' | 'deny';
  /** @default 'CREATE' */
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  /** What is sent; for CONNECT the pod, Service or node that is reached. */
  readonly object: KubernetesDocument;
  /** What is there before, for UPDATE and DELETE. @default - the object */
  readonly stored?: KubernetesDocument;
  /** @default - the object itself */
  readonly subResource?: string;
  /** What a subresource is sent, when it is not the object. @default - the object */
  readonly body?: KubernetesDocument;
  /** @default DEPLOYER */
  readonly as?: Requester;
  /** Lines of the parameters. @default [] */
  readonly exceptions?: readonly string[];
}

type Rest = Omit<PolicyCase, 'because' | 'verdict' | 'object'>;

export function allows(because: string, object: KubernetesDocument, rest: Rest = {}): PolicyCase {
  return { because, verdict: 'allow', object, ...rest };
}

export function denies(because: string, object: KubernetesDocument, rest: Rest = {}): PolicyCase {
  return { because, verdict: 'deny', object, ...rest };
}

/** Kinds of what is sent to connect to a subresource. */
const CONNECT_KINDS: Readonly<Record<string, string>> = {
  'Pod/exec': 'PodExecOptions',
  'Pod/attach': 'PodAttachOptions',
  'Pod/portforward': 'PodPortForwardOptions',
  'Pod/proxy': 'PodProxyOptions',
  'Service/proxy': 'ServiceProxyOptions',
  'Node/proxy': 'NodeProxyOptions',
};

/** The request as admission sees it. */
export function requestOf({
  operation = 'CREATE',
  object,
  stored,
  subResource,
  body,
  as,
}: PolicyCase): AdmissionRequest {
  const about = { ...creation(object, as ?? DEPLOYER), operation, subResource };
  switch (operation) {
    case 'CREATE':
      return body === undefined ? about : { ...about, kind: body.kind, object: body };
    case 'UPDATE':
      return { ...about, oldObject: stored ?? object };
    case 'DELETE':
      return { ...about, object: undefined, oldObject: stored ?? object };
    case 'CONNECT': {
      const kind = CONNECT_KINDS[`${object.kind}/${subResource ?? ''}`] ?? '';
      return { ...about, kind, object: { kind, apiVersion: 'v1' } };
    }
  }
}
