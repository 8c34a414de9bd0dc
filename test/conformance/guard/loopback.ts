/**
 * Addresses of 127.0.0.0/8 that belong to this process, so that tiers can listen on the ports that their pods name
 * while another run does the same.
 */
export function loopback(host: number): string {
  return `127.${1 + ((process.pid >> 8) & 0x7f)}.${process.pid & 0xff}.${host}`;
}
