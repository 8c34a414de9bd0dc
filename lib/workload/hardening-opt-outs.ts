import { AnnotationKey } from './labels';
import { checkedReason } from './opt-out';

/**
 * Hardening that an image cannot live with. Each prop takes the reason, at least 20 characters, which is written as the
 * annotation `secure-llm.dev/opt-out.<field>` on the pod template.
 */
export interface HardeningOptOuts {
  /**
   * Lets the containers write to their root filesystem, for example because a container runtime hook must.
   * @default - the root filesystem is read-only
   */
  readonly dangerouslyWritableRootFilesystem?: string;
  /**
   * Runs the pod in the host's user namespace, so that its UIDs are those of the node.
   * @default - a user namespace of its own, where the platform has them
   */
  readonly dangerouslyHostUserNamespace?: string;
  /**
   * Allows a UID or GID below 10001, which may be that of a user or group of the node. UID 0 stays forbidden.
   * @default - UID and GID are at least 10001
   */
  readonly dangerouslyLowUserOrGroupId?: string;
  /**
   * Adds the groups that the image's `/etc/group` gives to the user.
   * @default - only the groups of the pod specification
   */
  readonly dangerouslyImageGroups?: string;
  /**
   * Mounts a token of the workload's ServiceAccount, with which it can talk to the API server.
   * @default - no token is mounted
   */
  readonly dangerouslyMountServiceAccountToken?: string;
}

/** Name of the field in the annotation, by prop. */
const FIELDS: Readonly<Record<keyof HardeningOptOuts, string>> = {
  dangerouslyWritableRootFilesystem: 'writableRootFilesystem',
  dangerouslyHostUserNamespace: 'hostUserNamespace',
  dangerouslyLowUserOrGroupId: 'lowUserOrGroupId',
  dangerouslyImageGroups: 'imageGroups',
  dangerouslyMountServiceAccountToken: 'serviceAccountToken',
};

/** @throws if a given reason is too short */
export function optOutAnnotations(optOuts: HardeningOptOuts): Record<string, string> {
  const annotations: Record<string, string> = {};
  for (const [prop, field] of Object.entries(FIELDS)) {
    const reason = optOuts[prop as keyof HardeningOptOuts];
    if (reason !== undefined) annotations[AnnotationKey.optOut(field)] = checkedReason(field, reason);
  }
  return annotations;
}
