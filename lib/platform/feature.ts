/** A field or kind that not every supported version of Kubernetes knows; ask with `Platform.supports()`. */
export enum Feature {
  /** `hostUsers: false`: the container's users are unprivileged users on the node. */
  USER_NAMESPACES = 'UserNamespacesSupport',
  /** `supplementalGroupsPolicy: Strict`: groups written in the image's `/etc/group` are not added. */
  SUPPLEMENTAL_GROUPS_POLICY = 'SupplementalGroupsPolicy',
  /** `lifecycle.preStop.sleep`: waiting before SIGTERM without a shell in the image. */
  PRE_STOP_SLEEP = 'PodLifecycleSleepAction',
  /** `volumes[].image`: an OCI artifact mounted read-only, for example model weights. */
  IMAGE_VOLUME = 'ImageVolume',
  /** `MutatingAdmissionPolicy` in `admissionregistration.k8s.io/v1`. */
  MUTATING_ADMISSION_POLICY = 'MutatingAdmissionPolicy',
}
