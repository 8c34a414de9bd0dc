/**
 * Every label key that the library writes. Selectors, policies and admission rules rely on them, so they stand in one
 * place and never change meaning.
 */
export class LabelKey {
  /** Identity of a workload's pods; the only label that our selectors use. Value: the workload's name. */
  static readonly WORKLOAD = 'secure-llm.dev/workload';
  /** On the Namespace of a trust zone. Value: the zone's construct id. */
  static readonly ZONE = 'secure-llm.dev/zone';
  /** Name of the application, as Kubernetes recommends it; informative, selects nothing. */
  static readonly APP_NAME = 'app.kubernetes.io/name';
  /** Instance of the application; equals the object's name, informative. */
  static readonly APP_INSTANCE = 'app.kubernetes.io/instance';
  /** The stack that the application belongs to; informative. */
  static readonly APP_PART_OF = 'app.kubernetes.io/part-of';
  /** Set by the API server on every Namespace and immutable: the safe way to select a namespace by name. */
  static readonly NAMESPACE_NAME = 'kubernetes.io/metadata.name';
  /** Prefix of the Pod Security admission labels: enforce, audit, warn and their `-version`. */
  static readonly POD_SECURITY = 'pod-security.kubernetes.io/';

  private constructor() {}
}

/** Every annotation key that the library writes. */
export class AnnotationKey {
  /** Order in which documents are applied, as Argo CD reads it. */
  static readonly APPLY_ORDER = 'argocd.argoproj.io/sync-wave';
  /** On the pod template of a guard: the digest that its rules file must have. */
  static readonly RULES_SHA256 = 'secure-llm.dev/rules-sha256';
  /** On the pod template of a guard: the number of the release that its rules are of; absent for those of the program. */
  static readonly RELEASE = 'secure-llm.dev/release';
  /** On the Deployment of a guard: number and digest of the rules that it may go back to. Set and removed by releases only. */
  static readonly PREVIOUS_RELEASE = 'secure-llm.dev/previous-release';
  /** On the pod template of a guard: the digest that its models file must have. */
  static readonly MODELS_SHA256 = 'secure-llm.dev/models-sha256';
  /** On the pod template of a guard: the number of the release that its models are of; absent for those of the program. */
  static readonly MODEL_RELEASE = 'secure-llm.dev/model-release';
  /** On the Deployment of a guard: number and digest of the models that it may go back to. Set and removed by releases only. */
  static readonly PREVIOUS_MODEL_RELEASE = 'secure-llm.dev/previous-model-release';
  /** On the pod template of a workload that reads its secrets at start only: a digest of their versions. */
  static readonly SECRETS_SHA256 = 'secure-llm.dev/secrets-sha256';
  /** On a PodTemplate: the user that makes pods of that shape at run time, such as the controller of pipeline runs. */
  static readonly PODS_MADE_BY = 'secure-llm.dev/pods-made-by';
  /** Prefix of the annotations that say which hardening field a pod does without; the rest is the field, the value the reason. */
  static readonly OPT_OUT = 'secure-llm.dev/opt-out.';

  /**
   * Key that says which hardening field a pod does without; the value is the reason.
   * @param field name of the field, for example `writableRootFilesystem`
   */
  static optOut(field: string): string {
    return `${AnnotationKey.OPT_OUT}${field}`;
  }

  private constructor() {}
}
