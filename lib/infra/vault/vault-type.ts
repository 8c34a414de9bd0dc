/** How a vault is kept. */
export enum VaultType {
  /**
   * In a partition of the hardware security module of its own. Keys rotate by themselves and the vault can be replicated to
   * another region. Is paid by the hour and counts against a service limit that a new tenancy has at 0.
   */
  VIRTUAL_PRIVATE = 'VIRTUAL_PRIVATE',
  /** In a partition that is shared with other tenancies. Keys do not rotate by themselves, which is a finding of `key-rotation`. */
  SHARED = 'DEFAULT',
}
