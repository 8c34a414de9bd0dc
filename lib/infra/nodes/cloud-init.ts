import { NodeOs } from '../../platform';
import { type NodeTaint, taintText } from './taint';

/**
 * What a node runs when it first starts. Giving a node a script replaces OKE's own, so the script fetches that one and runs it
 * (docs.oracle.com, "Using Custom Cloud-init Initialization Scripts"; the same in Oracle's landing zone for OKE, read 2026-08-05).
 */
export function cloudInit(nodeOs: NodeOs, taints: readonly NodeTaint[]): string {
  return nodeOs === NodeOs.UBUNTU ? ubuntu() : oracleLinux(taints);
}

/** The root file system is as large as the image until it is grown, however large the boot volume is. */
function oracleLinux(taints: readonly NodeTaint[]): string {
  const taintList = taints.map(taintText).join(',');
  const kubelet = taintList === '' ? '' : ` --kubelet-extra-args "--register-with-taints=${taintList}"`;
  return [
    '#!/bin/bash',
    'set -u -o pipefail',
    '/usr/libexec/oci-growfs -y || echo "the root file system was not grown" >&2',
    'curl --fail --silent --show-error --retry 10 --retry-connrefused -H "Authorization: Bearer Oracle" \\',
    '  http://169.254.169.254/opc/v2/instance/metadata/oke_init_script | base64 --decode >/var/run/oke-init.sh ||',
    '  { echo "the bootstrap of OKE could not be read, so the node does not join" >&2; exit 1; }',
    `bash /var/run/oke-init.sh${kubelet}`,
    '',
  ].join('\n');
}

/** Ubuntu's images for OKE bring the bootstrap along, and grow the file system by themselves. */
const ubuntu = (): string => ['#cloud-config', 'runcmd:', '  - oke bootstrap', ''].join('\n');
