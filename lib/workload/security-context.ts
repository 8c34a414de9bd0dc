import { Feature, type Platform } from '../platform';
import { type HardeningOptOuts } from './hardening-opt-outs';

/** Who the processes are. */
export interface PodIdentity {
  /** User id. */
  readonly uid: number;
  /** Group id. */
  readonly gid: number;
  /** Group that owns mounted files. */
  readonly fsGroup: number;
}

/** `securityContext` of the pod: Pod Security restricted, and more where the platform can. */
export function podSecurityContext(identity: PodIdentity, platform: Platform, optOuts: HardeningOptOuts): object {
  return {
    runAsNonRoot: true,
    runAsUser: identity.uid,
    runAsGroup: identity.gid,
    fsGroup: identity.fsGroup,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
    ...(platform.supports(Feature.SUPPLEMENTAL_GROUPS_POLICY) && {
      supplementalGroupsPolicy: optOuts.dangerouslyImageGroups === undefined ? 'Strict' : 'Merge',
    }),
    ...(platform.appArmorProfile !== undefined && { appArmorProfile: { type: platform.appArmorProfile } }),
    ...(platform.seLinuxType !== undefined && { seLinuxOptions: { type: platform.seLinuxType } }),
  };
}

/** `securityContext` of every container; repeats the pod's user because scanners look at each container. */
export function containerSecurityContext(identity: PodIdentity, optOuts: HardeningOptOuts): object {
  return {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: optOuts.dangerouslyWritableRootFilesystem === undefined,
    runAsNonRoot: true,
    runAsUser: identity.uid,
    runAsGroup: identity.gid,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** `hostUsers: false` gives the pod a user namespace of its own; left out where the platform has none. */
export function userNamespace(platform: Platform, optOuts: HardeningOptOuts): object {
  if (optOuts.dangerouslyHostUserNamespace !== undefined) return {};
  return platform.userNamespaces && platform.supports(Feature.USER_NAMESPACES) ? { hostUsers: false } : {};
}
