/**
 * An address for a message, without the name and password that may stand in it: everything before the last `@`, but for the one
 * that begins a digest.
 */
export function shownAddress(address: string): string {
  const at = address.replace(/@sha\d+:\S*$/, '').lastIndexOf('@');
  return at < 0 ? JSON.stringify(address) : `${JSON.stringify(address.slice(at + 1))} with a user (not shown)`;
}
