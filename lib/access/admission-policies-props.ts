/** Who may change the zones of a cluster, where their images come from, and which rules only warn. */
export interface AdmissionPoliciesProps {
  /**
   * Who deploys: `user NAME` or `group NAME`, for example the ServiceAccount of a GitOps controller as
   * `user system:serviceaccount:argocd:argocd-application-controller`.
   * @default - the groups system:masters, kubeadm:cluster-admins and secure-llm:deployers
   */
  readonly deployers?: string[];
  /**
   * Who acts on behalf of deployers beside the controllers of Kubernetes: `user NAME` or `group NAME`.
   * @default - only the controllers of Kubernetes, each by its own name
   */
  readonly controllers?: string[];
  /**
   * Operators that may ask for tokens of the ServiceAccount `secret-reader` of every zone, in order to read a vault as it:
   * `user NAME`.
   * @default - the External Secrets Operator as its chart installs it
   */
  readonly secretOperators?: string[];
  /**
   * User name of who releases approved rule sets, and can change nothing else of a zone: the ServiceAccount of the pipeline.
   * @default 'system:serviceaccount:pipelines:rule-set-release'
   */
  readonly ruleSetReleaser?: string;
  /**
   * User name of who releases approved models, and can change nothing else of a zone: the ServiceAccount of the pipeline.
   * @default 'system:serviceaccount:pipelines:model-release'
   */
  readonly modelReleaser?: string;
  /**
   * Who approves releases: `user NAME` or `group NAME`, and no releaser.
   * @default - the group secure-llm:approvers
   */
  readonly approvers?: string[];
  /**
   * Lets the releaser of rule sets approve what it proposes, with the reason: nobody then looks at what attackers may have brought
   * about before it judges every prompt.
   * @default - only approvers approve
   */
  readonly dangerouslyReleaseRuleSetsUnapproved?: string;
  /**
   * Lets the releaser of models approve what it proposes, with the reason.
   * @default - only approvers approve
   */
  readonly dangerouslyReleaseModelsUnapproved?: string;
  /**
   * As whom runs of pipelines may run in the zone `pipelines`: `NAMESPACE/NAME` of a ServiceAccount each.
   * @default - train-and-validate, rule-set-release and model-release in the namespace pipelines
   */
  readonly pipelineServiceAccounts?: string[];
  /**
   * What allowed images start with beside those of the catalogue, each a registry with an optional path and a slash at the end.
   * @default - only those of the catalogue, also as the platforms of the zones mirror them
   */
  readonly registries?: string[];
  /**
   * Rules that warn and record instead of denying, in order to adopt them gradually; each is reported.
   * @default - none: every rule denies
   */
  readonly warnOnly?: string[];
}
