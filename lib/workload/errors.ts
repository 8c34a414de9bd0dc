import { type Finding } from './finding';

/** Every error of this room: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  portOutOfRange: (number: number) =>
    new Error(`port ${number} does not exist; expected a whole number from 1 to 65535`),
  portName: (name: string) =>
    new Error(
      `port name ${quote(name)} is not allowed; expected at most 15 lower-case letters, digits and dashes with at least one letter, such as "http"`,
    ),
  peerLabelsMissing: (namespace: string) =>
    new Error(
      `a peer of pods in namespace ${quote(namespace)} has no labels, which would mean every pod there; name at least one label that only the wanted pods carry`,
    ),
  exceptOutsideCidr: (cidr: string, except: string) =>
    new Error(`exception ${except} is outside of ${cidr}; expected a range inside it`),
  cidrHoldsMetadata: (cidr: string, exposed: readonly string[]) =>
    new Error(
      `range ${cidr} contains metadata or link-local addresses (${exposed.join(', ')}), from which cloud credentials can be read; choose a narrower range or pass except: [${exposed.map(quote).join(', ')}]`,
    ),
  imageUnreadable: (reference: string) =>
    new Error(
      `image ${quote(reference)} cannot be read; expected registry/repository:tag or registry/repository:tag@sha256:<64 hex digits>`,
    ),
  imageShortName: (reference: string) =>
    new Error(
      `image ${quote(reference)} has no registry, so each node may fetch something else; write it in full, such as "docker.io/library/${reference}"`,
    ),
  imageFloats: (reference: string, tag: string | undefined) =>
    new Error(
      `image ${quote(reference)} has ${tag === undefined ? 'no tag' : `the moving tag ${quote(tag)}`}; pin a version, such as ":1.2.3", or a digest, "@sha256:…"`,
    ),
  digestUnreadable: (image: string, digest: string) =>
    new Error(
      `digest ${quote(digest)} of image ${image} cannot be read; expected sha256: and 64 lower-case hex digits`,
    ),
  lockUnreadable: (source: string, cause: string) =>
    new Error(`image lock ${source} cannot be read: ${cause}; create it with the digests that the registries give`),
  lockShape: (source: string) =>
    new Error(
      `image lock ${source} has an unknown shape; expected {"format":1,"images":{"registry/repository:tag":"sha256:…"}}`,
    ),
  lockUnknownKeys: (source: string, keys: readonly string[]) =>
    new Error(
      `image lock ${source} has unknown keys ${keys.map(quote).join(', ')}; expected "format" and "images" only`,
    ),
  lockedImageHasDigest: (source: string, image: string) =>
    new Error(
      `image lock ${source} names ${quote(image)} with a digest in it; expected registry/repository:tag as the key`,
    ),
  resourceNotPositive: (resource: string, amount: string) =>
    new Error(`${resource} request ${amount} is not allowed; expected a whole number above 0`),
  limitBelowRequest: (resource: string, request: string, limit: string) =>
    new Error(
      `${resource} limit ${limit} is below the request ${request} or not whole; raise the limit or lower the request`,
    ),
  deviceCount: (name: string, count: number) =>
    new Error(`${count} of device ${name} are not allowed; expected a whole number of at least 1`),
  probePath: (path: string) => new Error(`probe path ${quote(path)} has no leading slash; write ${quote(`/${path}`)}`),
  probeCommandEmpty: () => new Error('a command probe has no command; name the program and its arguments'),
  probeTiming: (field: string, value: number) =>
    new Error(
      `probe ${field} ${value} is not allowed; expected a whole number of ${field === 'initialDelaySeconds' ? 'at least 0' : 'at least 1'}`,
    ),
  credentialInEnv: (name: string) =>
    new Error(
      `environment variable ${quote(name)} looks like a credential, and literal values end up in the YAML; mount it with Mount.secretFile(SecretRef.key(…)), or use EnvVar.dangerouslyFromSecret if the image cannot read a file`,
    ),
  envName: (name: string) =>
    new Error(
      `environment variable name ${quote(name)} is not allowed; expected at most 50 letters, digits and underscores, not starting with a digit`,
    ),
  reasonTooShort: (field: string, reason: string, shortest: number) =>
    new Error(
      `the reason ${quote(reason)} for going without ${field} is too short to be judged; write at least ${shortest} characters that say why it is needed`,
    ),
  configFileName: (fileName: string, path: string) =>
    new Error(
      `file name ${quote(fileName)} cannot be a key of a ConfigMap; expected letters, digits, ".", "-" and "_"${at(path)}`,
    ),
  configFileTooLarge: (fileName: string, bytes: number, path: string) =>
    new Error(
      `file ${quote(fileName)} has ${bytes} bytes; a ConfigMap holds at most 1048576, put it in an image or a volume${at(path)}`,
    ),
  mountPath: (path: string) =>
    new Error(
      `mount path ${quote(path)} is not allowed; expected an absolute path without ":", ".." and trailing slash`,
    ),
  dnsLabel: (what: string, text: string, path?: string) =>
    new Error(
      `${what} ${quote(text)} is not allowed; expected 1 to 63 lower-case letters, digits and dashes that start and end with a letter or digit${at(path)}`,
    ),
  dnsSubdomain: (what: string, text: string, path?: string) =>
    new Error(
      `${what} ${quote(text)} is not allowed; expected lower-case letters, digits, dashes and dots, at most 253 characters${at(path)}`,
    ),
  labelKey: (what: string, key: string, path?: string) =>
    new Error(
      `key ${quote(key)} of ${what} is not allowed; expected at most 63 letters, digits, "-", "_" and ".", with an optional DNS prefix and "/"${at(path)}`,
    ),
  labelValue: (what: string, key: string, value: string, path?: string) =>
    new Error(
      `value ${quote(value)} of ${quote(key)} in ${what} is not allowed; expected at most 63 letters, digits, "-", "_" and "."${at(path)}`,
    ),
  reservedNamespace: (namespace: string, path: string) =>
    new Error(
      `namespace ${quote(namespace)} belongs to Kubernetes itself; choose another name for the zone${at(path)}`,
    ),
  scratchEmpty: (mountPath: string) =>
    new Error(`scratch space at ${quote(mountPath)} has no size; give it at least 1 KiB`),
  subPath: (subPath: string) =>
    new Error(`subPath ${quote(subPath)} is not allowed; expected a relative path without ".."`),
  outputLosesObjects: (outputType: string) =>
    new Error(
      `yamlOutputType ${outputType} loses the apply order and may write two objects into one file; use FILE_PER_CHART, the default, or FILE_PER_APP`,
    ),
  noZone: (path: string) =>
    new Error(`the construct stands in no trust zone; create it inside of a TrustZone${at(path)}`),
  workloadName: (name: string, path: string) =>
    new Error(
      `workload name ${quote(name)} is not allowed; expected at most 52 lower-case letters, digits and dashes starting with a letter, or pass name${at(path)}`,
    ),
  containerTwice: (name: string, path: string) =>
    new Error(
      `two containers of the pod are called ${quote(name)}; give each init container a name of its own${at(path)}`,
    ),
  countTooSmall: (field: string, count: number, path: string) =>
    new Error(`${field} ${count} is not allowed; expected a whole number of at least 1${at(path)}`),
  privilegedPort: (port: number, path: string) =>
    new Error(
      `port ${port} is below 1024, which a process without privileges cannot open; serve on a higher one${at(path)}`,
    ),
  portTwice: (port: string, path: string) =>
    new Error(`port ${quote(port)} is declared twice; give each port a number and a name of its own${at(path)}`),
  idOutOfRange: (field: string, id: number, path: string) =>
    new Error(`${field} ${id} does not exist; expected a whole number from 0 to 2147483647${at(path)}`),
  rootUser: (path: string) =>
    new Error(`uid 0 is root, which Pod Security restricted refuses; choose a uid of at least 10001${at(path)}`),
  lowId: (field: string, id: number, path: string) =>
    new Error(
      `${field} ${id} may belong to a user or group of the node; choose at least 10001, or pass dangerouslyLowUserOrGroupId with the reason${at(path)}`,
    ),
  probesEqual: (path: string) =>
    new Error(
      `readiness and liveness probe are the same, so a pod that should only leave the Service is restarted; let the liveness probe ask less or wait longer${at(path)}`,
    ),
  probePort: (port: number, served: readonly number[], path: string) =>
    new Error(
      `a probe asks port ${port}, which is not served; expected one of ${served.join(', ') || 'no port'}${at(path)}`,
    ),
  graceTooShort: (preStop: number, grace: number, path: string) =>
    new Error(
      `preStopSleepSeconds ${preStop} must be a whole number below terminationGracePeriodSeconds ${grace}; raise the grace period${at(path)}`,
    ),
  noService: (name: string, path: string) =>
    new Error(`workload ${quote(name)} has no Service because it serves no port; pass ports${at(path)}`),
  connectionWithoutPort: (peer: string, path: string) =>
    new Error(`the connection to ${peer} names no port, and an open connection needs one; pass a Port${at(path)}`),
  portNotServed: (port: string, served: readonly string[], path: string) =>
    new Error(
      `port ${port} is not served by this workload; expected one of ${served.join(', ') || 'no port'}${at(path)}`,
    ),
  mountsDiffer: (mountPath: string, path: string) =>
    new Error(
      `two containers mount different things at ${quote(mountPath)} that would share a volume; use different paths or equal sizes${at(path)}`,
    ),
  imageVolumeUnsupported: (version: string, path: string) =>
    new Error(
      `kubernetes ${version} does not mount images as volumes; use Mount.claim, or Kubernetes 1.35 or newer${at(path)}`,
    ),
  mountTwice: (mountPath: string, path: string) =>
    new Error(`something else is mounted at ${quote(mountPath)} already; choose another path${at(path)}`),
  envTwice: (name: string, path: string) =>
    new Error(`environment variable ${quote(name)} has another value already; set it once${at(path)}`),
  annotationTwice: (key: string, known: string, value: string, path: string) =>
    new Error(
      `annotation ${quote(key)} is ${quote(known)} already and cannot be ${quote(value)} too; set it once${at(path)}`,
    ),
  scratchExceeds: (resource: string, scratchKibibytes: number, limitKibibytes: number, path: string) =>
    new Error(
      `scratch space of ${scratchKibibytes}Ki does not fit into the ${resource} limit of ${limitKibibytes}Ki, so filling it would end the pod; shrink it or raise the limit${at(path)}`,
    ),
  quotaNotPositive: (key: string, amount: number, path: string) =>
    new Error(`quota ${key} of ${amount} is not allowed; expected a whole number above 0${at(path)}`),
  quotaTooSmall: (key: string, quota: string, sum: string, path: string) =>
    new Error(
      `quota ${key} of ${quota} is too small: the declared workloads take ${sum} during a rollout; raise it or shrink them${at(path)}`,
    ),
  duplicate: (identity: string, first: string, second: string) =>
    new Error(`${identity} is written twice, by ${first} and by ${second}; one would overwrite the other, rename one`),
  placeholder: (value: string, pointer: string, identity: string, path: string) =>
    new Error(
      `${identity} holds the unresolved value ${quote(value)} at ${pointer}; pass a plain value, such as one from PlatformOutputs${at(path)}`,
    ),
  finding: ({ rule, message, object, remediation, construct, path }: Finding) => {
    const { kind, namespace, name } = object;
    const place = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}${path === undefined ? '' : ` ${path}`}`;
    const fix = remediation === undefined ? '' : `; ${remediation}`;
    return new Error(`${rule}: ${message}, in ${place}${fix}${construct === undefined ? '' : at(construct)}`);
  },
  waiverNotInOrder: (rule: string, problems: readonly string[], path: string) =>
    new Error(
      `the waiver of ${rule} is not in order: ${problems.join('; ')}; give rule, reason, evidence, owner and expires${at(path)}`,
    ),
  waiverOfNothing: (rule: string, path: string) =>
    new Error(
      `rule ${rule} is about no object of this construct; put the waiver on the workload, zone or object with the finding${at(path)}`,
    ),
  waivedTwice: (rule: string, path: string) =>
    new Error(`rule ${rule} is waived already; keep one of the two waivers${at(path)}`),
  notRendered: (problems: readonly string[]) =>
    new Error(`the program cannot be rendered, so nothing can be judged:\n  ${problems.join('\n  ')}`),
  patchWithoutEffect: (operation: string, kind: string, name: string, path: string) =>
    new Error(`patch ${operation} changes nothing in ${kind} ${quote(name)}; remove it or correct its path${at(path)}`),
  patchFailed: (operation: string, cause: string, kind: string, name: string, path: string) =>
    new Error(`patch ${operation} does not apply to ${kind} ${quote(name)}: ${cause}; correct its path${at(path)}`),
};

/** Value classes know no path; constructs do. */
function at(path?: string): string {
  return path === undefined ? '' : ` (at ${path || 'the app'})`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
