/** Operating system of the nodes: decides which Linux security module a pod may name. */
export enum NodeOs {
  /** SELinux, no AppArmor. The worker images of OKE. */
  ORACLE_LINUX = 'oracle-linux',
  /** AppArmor, no SELinux. */
  UBUNTU = 'ubuntu',
  /** Unknown or mixed: no security module is named. */
  OTHER = 'other',
}
