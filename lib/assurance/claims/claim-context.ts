/**
 * One connection that the program declares, in the form of its policies. DNS is a connection like any other: a workload
 * that looks up names declares one to the cluster's DNS.
 */
export interface DeclaredConnection {
  /** Who opens it. */
  readonly from: DeclaredPeer;
  /** Who is connected to. */
  readonly to: DeclaredPeer;
  /** Protocol and port of the destination pod, for example `TCP/8000`. */
  readonly port: string;
}

/** One end of a declared connection: a `NetworkPolicyPeer` of networking.k8s.io/v1; empty for everyone. */
export interface DeclaredPeer {
  /** Which namespaces. */
  readonly namespaceSelector?: object;
  /** Which pods. */
  readonly podSelector?: object;
  /** Which addresses. */
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** What the claims need to know that documents do not say. Subjects are written `user NAME` or `group NAME`. */
export interface ClaimContext {
  /**
   * Every connection that is meant to be open.
   * @default - not known: claims that compare with it are undecidable
   */
  readonly connections?: readonly DeclaredConnection[];
  /**
   * Namespaces that are judged.
   * @default - those with the label `secure-llm.dev/zone`; if there are none, every namespace with a pod
   */
  readonly zones?: readonly string[];
  /**
   * Namespaces that somebody else writes, each with whether a policy there, which no document shows, denies everything by
   * default.
   * @default - none: the documents show all policies of each zone
   */
  readonly foreignNamespaces?: { readonly [namespace: string]: boolean };
  /**
   * What a workload is, by `namespace/workload`, where neither its arguments nor its zone's label say it.
   * @default - none
   */
  readonly tiers?: { readonly [workload: string]: 'guardrail' | 'output-processor' | 'inference' };
  /**
   * Workloads that may be reached from outside of the cluster, as `namespace/workload`.
   * @default - none
   */
  readonly gateways?: readonly string[];
  /**
   * Addresses of the API server: of its nodes and of its Service.
   * @default - those of the Service, Endpoints and Nodes among the documents
   */
  readonly apiServerCidrs?: readonly string[];
  /**
   * Who may change the stack.
   * @default - those that the policies' parameters among the documents name
   */
  readonly deployers?: readonly string[];
  /**
   * Who releases rules: changes which rules a guard loads, and nothing else.
   * @default - those that the policies' parameters among the documents name
   */
  readonly releasers?: readonly string[];
  /**
   * Who reads and writes Secrets, such as an operator that syncs them.
   * @default - nobody
   */
  readonly secretOperators?: readonly string[];
  /**
   * Who proposes releases.
   * @default - the releasers
   */
  readonly proposers?: readonly string[];
  /**
   * Who approves releases.
   * @default - those that the policies' parameters among the documents name
   */
  readonly approvers?: readonly string[];
  /**
   * Namespaces in which pipelines run.
   * @default - those whose zone is called `pipelines`
   */
  readonly pipelineNamespaces?: readonly string[];
  /**
   * Namespaces in which audit records are kept.
   * @default - those whose zone is called `audit`
   */
  readonly auditNamespaces?: readonly string[];
  /**
   * What encrypts connections between pods below the application, for example `WireGuard`.
   * @default - nothing
   */
  readonly transitEncryption?: string;
  /**
   * Ids of the admission rules that must be there.
   * @default - none: those that are there are judged
   */
  readonly admissionRules?: readonly string[];
}
