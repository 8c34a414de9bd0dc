import { refusal } from '../../redaction';

/** Every error of this room: what is wrong, the value, what was expected, the fix, and where. */
export const errors = {
  argoVersion: (version: string, path: string) =>
    refusal(
      `argo workflows ${JSON.stringify(version)} is not supported; expected 3.7.15 or a later 3.7, or 4.0.8 or later: older ones let a run change its own pods (CVE-2026-54526) (at ${path})`,
    ),
  oneInstallPerZone: (first: string, path: string) =>
    refusal(`kubeflow pipelines are installed in this zone by ${first} already; use that one (at ${path})`),
  zoneIsNotPipelines: (id: string, path: string) =>
    refusal(
      `zone ${JSON.stringify(id)} is not called "pipelines", so the rules about runs would not hold there; create the TrustZone with the id "pipelines" and any namespace (at ${path})`,
    ),
  bucketName: (bucket: string) =>
    refusal(
      `bucket ${JSON.stringify(bucket)} is not allowed; expected 3 to 63 lower-case letters, digits and dashes that start and end with a letter or digit`,
    ),
  objectStoreHost: (host: string) =>
    refusal(`object store host ${JSON.stringify(host)} is no host name; expected one without scheme, port and path`),
  ociObjectStorage: (host: string) =>
    refusal(
      `object store ${host} is OCI Object Storage, which Kubeflow Pipelines 2.17 cannot use: it refuses what the AWS SDK signs (kubeflow/pipelines#14456); use ObjectStore.seaweedfs(), and let steps write large files to OCI by themselves`,
    ),
  databaseHost: (host: string) =>
    refusal(`database host ${JSON.stringify(host)} is no host name; expected one without scheme, port and path`),
  databaseName: (name: string) =>
    refusal(
      `database name ${JSON.stringify(name)} is not allowed; expected at most 32 lower-case letters, digits and underscores, starting with a letter`,
    ),
  caBundle: () =>
    refusal(
      'caBundle is not base64 of a PEM certificate; expected the output of: kubectl get secret NAME --output jsonpath={.data.ca\\.crt}',
    ),
  noRunIdentity: (pipeline: string, account: string, path: string) =>
    refusal(
      `pipeline ${JSON.stringify(pipeline)} runs as ${JSON.stringify(account)}, which is no identity of runs here, so that no run of it could start; declare it with runIdentity(${JSON.stringify(account)}) of the KubeflowPipelines (at ${path})`,
    ),
  mountNotShown: (pipeline: string, what: 'secret' | 'claim', name: string, account: string, path: string) =>
    refusal(
      `a step of pipeline ${JSON.stringify(pipeline)} mounts the ${what} ${JSON.stringify(name)}, which the identity ${JSON.stringify(account)} of its runs does not show, so that no rule would judge it; name it among the ${what}s of that runIdentity (at ${path})`,
    ),
  runIdentityTwice: (name: string, path: string) =>
    refusal(`there is a run identity ${JSON.stringify(name)} already; use that one (at ${path})`),
};
