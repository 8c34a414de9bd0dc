import { refusal, shownAddress } from '../redaction';
import { type Finding } from './finding';

/** Every error of this room: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  portOutOfRange: (number: number) => refusal(`port ${number} does not exist; expected a whole number from 1 to 65535`),
  portName: (name: string) =>
    refusal(
      `port name ${quote(name)} is not allowed; expected at most 15 lower-case letters, digits and dashes with at least one letter, such as "http"`,
    ),
  peerLabelsMissing: (namespace: string) =>
    refusal(
      `a peer of pods in namespace ${quote(namespace)} has no labels, which would mean every pod there; name at least one label that only the wanted pods carry`,
    ),
  exceptOutsideCidr: (cidr: string, except: string) =>
    refusal(`exception ${except} is outside of ${cidr}; expected a range inside it`),
  cidrHoldsMetadata: (cidr: string, exposed: readonly string[]) =>
    refusal(
      `range ${cidr} contains metadata or link-local addresses (${exposed.join(', ')}), from which cloud credentials can be read; choose a narrower range or pass except: [${exposed.map(quote).join(', ')}]`,
    ),
  imageUnreadable: (reference: string) =>
    refusal(
      `image ${shownAddress(reference)} cannot be read; expected registry/repository:tag or registry/repository:tag@sha256:<64 hex digits>`,
    ),
  imageShortName: (reference: string) =>
    refusal(
      `image ${shownAddress(reference)} has no registry, so each node may fetch something else; write it in full, such as "docker.io/library/${reference.replace(/^.*@(?!sha\d+:)/, '')}"`,
    ),
  imageFloats: (reference: string, tag: string | undefined) =>
    refusal(
      `image ${shownAddress(reference)} has ${tag === undefined ? 'no tag' : `the moving tag ${quote(tag)}`}; pin a version, such as ":1.2.3", or a digest, "@sha256:…"`,
    ),
  /** The value is left out on purpose: a lock that somebody filled in by hand may hold anything. */
  digestUnreadable: (image: string) =>
    refusal(
      `digest of image ${image} cannot be read (what it is instead is not shown); expected sha256: and 64 lower-case hex digits`,
    ),
  lockUnreadable: (source: string, cause: string) =>
    refusal(`image lock ${source} cannot be read: ${cause}; create it with the digests that the registries give`),
  lockShape: (source: string) =>
    refusal(
      `image lock ${source} has an unknown shape; expected {"format":1,"images":{"registry/repository:tag":"sha256:…"}}`,
    ),
  lockUnknownKeys: (source: string, keys: readonly string[]) =>
    refusal(`image lock ${source} has unknown keys ${keys.map(quote).join(', ')}; expected "format" and "images" only`),
  lockedImageHasDigest: (source: string, image: string) =>
    refusal(
      `image lock ${source} names ${quote(image)} with a digest in it; expected registry/repository:tag as the key`,
    ),
  resourceNotPositive: (resource: string, amount: string) =>
    refusal(`${resource} request ${amount} is not allowed; expected a whole number above 0`),
  limitBelowRequest: (resource: string, request: string, limit: string) =>
    refusal(
      `${resource} limit ${limit} is below the request ${request} or not whole; raise the limit or lower the request`,
    ),
  deviceCount: (name: string, count: number) =>
    refusal(`${count} of device ${name} are not allowed; expected a whole number of at least 1`),
  probePath: (path: string) => refusal(`probe path ${quote(path)} has no leading slash; write ${quote(`/${path}`)}`),
  probeCommandEmpty: () => refusal('a command probe has no command; name the program and its arguments'),
  probeTiming: (field: string, value: number) =>
    refusal(
      `probe ${field} ${value} is not allowed; expected a whole number of ${field === 'initialDelaySeconds' ? 'at least 0' : 'at least 1'}`,
    ),
  credentialInEnv: (name: string) =>
    refusal(
      `environment variable ${quote(name)} looks like a credential, and literal values end up in the YAML; mount it with Mount.secretFile(SecretRef.key(…)), or use EnvVar.dangerouslyFromSecret if the image cannot read a file`,
    ),
  /** What stands behind an equals sign is left out on purpose: it is the value. */
  envName: (name: string) =>
    refusal(
      `environment variable name ${quote(name.replace(/=.*$/s, '=…'))} is not allowed; expected at most 50 letters, digits and underscores, not starting with a digit`,
    ),
  reasonTooShort: (field: string, reason: string, shortest: number) =>
    refusal(
      `the reason for going without ${field} has ${reason.trim().length} characters and is too short to be judged; write at least ${shortest} characters that say why it is needed`,
    ),
  configFileName: (fileName: string, path: string) =>
    refusal(
      `file name ${quote(fileName)} cannot be a key of a ConfigMap; expected letters, digits, ".", "-" and "_"${at(path)}`,
    ),
  configFileTooLarge: (fileName: string, bytes: number, path: string) =>
    refusal(
      `file ${quote(fileName)} has ${bytes} bytes; a ConfigMap holds at most 1048576, put it in an image or a volume${at(path)}`,
    ),
  mountPath: (path: string) =>
    refusal(`mount path ${quote(path)} is not allowed; expected an absolute path without ":", ".." and trailing slash`),
  dnsLabel: (what: string, text: string, path?: string) =>
    refusal(
      `${what} ${quote(text)} is not allowed; expected 1 to 63 lower-case letters, digits and dashes that start and end with a letter or digit${at(path)}`,
    ),
  dnsSubdomain: (what: string, text: string, path?: string) =>
    refusal(
      `${what} ${quote(text)} is not allowed; expected lower-case letters, digits, dashes and dots, at most 253 characters${at(path)}`,
    ),
  labelKey: (what: string, key: string, path?: string) =>
    refusal(
      `key ${quote(key)} of ${what} is not allowed; expected at most 63 letters, digits, "-", "_" and ".", with an optional DNS prefix and "/"${at(path)}`,
    ),
  labelValue: (what: string, key: string, value: string, path?: string) =>
    refusal(
      `value ${quote(value)} of ${quote(key)} in ${what} is not allowed; expected at most 63 letters, digits, "-", "_" and "."${at(path)}`,
    ),
  reservedNamespace: (namespace: string, path: string) =>
    refusal(`namespace ${quote(namespace)} belongs to Kubernetes itself; choose another name for the zone${at(path)}`),
  scratchEmpty: (mountPath: string) =>
    refusal(`scratch space at ${quote(mountPath)} has no size; give it at least 1 KiB`),
  subPath: (subPath: string) =>
    refusal(`subPath ${quote(subPath)} is not allowed; expected a relative path without ".."`),
  outputLosesObjects: (outputType: string) =>
    refusal(
      `yamlOutputType ${outputType} loses the apply order and may write two objects into one file; use FILE_PER_CHART, the default, or FILE_PER_APP`,
    ),
  noZone: (path: string) =>
    refusal(`the construct stands in no trust zone; create it inside of a TrustZone${at(path)}`),
  workloadName: (name: string, path: string) =>
    refusal(
      `workload name ${quote(name)} is not allowed; expected at most 52 lower-case letters, digits and dashes starting with a letter, or pass name${at(path)}`,
    ),
  containerTwice: (name: string, path: string) =>
    refusal(
      `two containers of the pod are called ${quote(name)}; give each init container a name of its own${at(path)}`,
    ),
  countTooSmall: (field: string, count: number, path: string) =>
    refusal(`${field} ${count} is not allowed; expected a whole number of at least 1${at(path)}`),
  privilegedPort: (port: number, path: string) =>
    refusal(
      `port ${port} is below 1024, which a process without privileges cannot open; serve on a higher one${at(path)}`,
    ),
  portTwice: (port: string, path: string) =>
    refusal(`port ${quote(port)} is declared twice; give each port a number and a name of its own${at(path)}`),
  idOutOfRange: (field: string, id: number, path: string) =>
    refusal(`${field} ${id} does not exist; expected a whole number from 0 to 2147483647${at(path)}`),
  rootUser: (path: string) =>
    refusal(`uid 0 is root, which Pod Security restricted refuses; choose a uid of at least 10001${at(path)}`),
  lowId: (field: string, id: number, path: string) =>
    refusal(
      `${field} ${id} may belong to a user or group of the node; choose at least 10001, or pass dangerouslyLowUserOrGroupId with the reason${at(path)}`,
    ),
  probesEqual: (path: string) =>
    refusal(
      `readiness and liveness probe are the same, so a pod that should only leave the Service is restarted; let the liveness probe ask less or wait longer${at(path)}`,
    ),
  probePort: (port: number, served: readonly number[], path: string) =>
    refusal(
      `a probe asks port ${port}, which is not served; expected one of ${served.join(', ') || 'no port'}${at(path)}`,
    ),
  apiServerUnknown: (path: string) =>
    refusal(
      `the workload asks the API server of Kubernetes, and the platform names no address of it; pass apiServerCidrs: its node addresses and its Service address${at(path)}`,
    ),
  graceTooShort: (preStop: number, grace: number, path: string) =>
    refusal(
      `preStopSleepSeconds ${preStop} must be a whole number below terminationGracePeriodSeconds ${grace}; raise the grace period${at(path)}`,
    ),
  noService: (name: string, path: string) =>
    refusal(`workload ${quote(name)} has no Service because it serves no port; pass ports${at(path)}`),
  connectionWithoutPort: (peer: string, path: string) =>
    refusal(`the connection to ${peer} names no port, and an open connection needs one; pass a Port${at(path)}`),
  connectionToAnyone: (path: string) =>
    refusal(`a workload may let anyone in, and connect to somebody only; name the peer${at(path)}`),
  portNotServed: (port: string, served: readonly string[], path: string) =>
    refusal(
      `port ${port} is not served by this workload; expected one of ${served.join(', ') || 'no port'}${at(path)}`,
    ),
  mountsDiffer: (mountPath: string, path: string) =>
    refusal(
      `two containers mount different things at ${quote(mountPath)} that would share a volume; use different paths or equal sizes${at(path)}`,
    ),
  imageVolumeUnsupported: (version: string, path: string) =>
    refusal(
      `kubernetes ${version} does not mount images as volumes; use Mount.claim, or Kubernetes 1.35 or newer${at(path)}`,
    ),
  mountTwice: (mountPath: string, path: string) =>
    refusal(`something else is mounted at ${quote(mountPath)} already; choose another path${at(path)}`),
  envTwice: (name: string, path: string) =>
    refusal(`environment variable ${quote(name)} has another value already; set it once${at(path)}`),
  annotationTwice: (key: string, known: string, value: string, path: string) =>
    refusal(
      `annotation ${quote(key)} is ${quote(known)} already and cannot be ${quote(value)} too; set it once${at(path)}`,
    ),
  scratchExceeds: (resource: string, scratchKibibytes: number, limitKibibytes: number, path: string) =>
    refusal(
      `scratch space of ${scratchKibibytes}Ki does not fit into the ${resource} limit of ${limitKibibytes}Ki, so filling it would end the pod; shrink it or raise the limit${at(path)}`,
    ),
  quotaNotPositive: (key: string, amount: number, path: string) =>
    refusal(`quota ${key} of ${amount} is not allowed; expected a whole number above 0${at(path)}`),
  reservedTwice: (path: string) =>
    refusal(`room for pods is reserved in this zone already; reserve it once, for all of them${at(path)}`),
  quotaTooSmall: (key: string, quota: string, sum: string, path: string) =>
    refusal(
      `quota ${key} of ${quota} is too small: the declared workloads take ${sum} during a rollout; raise it or shrink them${at(path)}`,
    ),
  duplicate: (identity: string, first: string, second: string) =>
    refusal(`${identity} is written twice, by ${first} and by ${second}; one would overwrite the other, rename one`),
  placeholder: (value: string, pointer: string, identity: string, path: string) =>
    refusal(
      `${identity} holds the unresolved value ${quote(value)} at ${pointer}; pass a plain value, such as one from PlatformOutputs${at(path)}`,
    ),
  plaintextSecret: (what: string, pointer: string, identity: string, path: string) =>
    refusal(
      `${identity} holds ${what} at ${pointer}, and what is written ends up in files, in Git and in logs; revoke it if it was shared, keep it in a vault or a Secret of the cluster and name it by SecretRef${at(path)}`,
    ),
  finding: ({ rule, message, object, remediation, construct, path }: Finding) => {
    const { kind, namespace, name } = object;
    const place = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${path === undefined ? '' : ` ${path}`}`;
    const fix = remediation === undefined ? '' : `; ${remediation}`;
    return refusal(`${rule}: ${message}, in ${place}${fix}${construct === undefined ? '' : at(construct)}`);
  },
  waiverNotInOrder: (rule: string, problems: readonly string[], path: string) =>
    refusal(
      `the waiver of ${rule} is not in order: ${problems.join('; ')}; give rule, reason, evidence, owner and expires${at(path)}`,
    ),
  waiverOfNothing: (rule: string, path: string) =>
    refusal(
      `rule ${rule} is about no object of this construct; put the waiver on the workload, zone or object with the finding${at(path)}`,
    ),
  waivedTwice: (rule: string, path: string) =>
    refusal(`rule ${rule} is waived already; keep one of the two waivers${at(path)}`),
  notRendered: (problems: readonly string[]) =>
    refusal(`the program cannot be rendered, so nothing can be judged:\n  ${problems.join('\n  ')}`),
  patchWithoutEffect: (operation: string, kind: string, name: string, path: string) =>
    refusal(`patch ${operation} changes nothing in ${kind} ${quote(name)}; remove it or correct its path${at(path)}`),
  patchFailed: (operation: string, cause: string, kind: string, name: string, path: string) =>
    refusal(`patch ${operation} does not apply to ${kind} ${quote(name)}: ${cause}; correct its path${at(path)}`),
};

/** Value classes know no path; constructs do. */
function at(path?: string): string {
  return path === undefined ? '' : ` (at ${path || 'the app'})`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
