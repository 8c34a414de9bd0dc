import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { NETWORK } from './network';
import { type Node } from './node';

/** Someone who talks to the API server. */
export interface Persona {
  /** Short name by which tests choose it. */
  readonly name: string;
  /** Kubernetes user name. @default the short name */
  readonly user?: string;
  readonly groups: readonly string[];
}

/** Kubernetes' own components, each with the user that the bootstrap RBAC roles expect, and the cluster's administrator. */
function componentPersonas(node: string): readonly Persona[] {
  return [
    { name: 'admin', groups: ['system:masters'] },
    { name: 'kubelet', user: `system:node:${node}`, groups: ['system:nodes'] },
    { name: 'controller-manager', user: 'system:kube-controller-manager', groups: [] },
    { name: 'scheduler', user: 'system:kube-scheduler', groups: [] },
    { name: 'kube-proxy', user: 'system:kube-proxy', groups: [] },
    // its Helm chart's ClusterRole is not installed
    { name: 'cilium', groups: ['system:masters'] },
  ];
}

/** Keys, certificates and tokens of one cluster; made at its start and gone with it. */
export interface Credentials {
  readonly folder: string;
  /** Also what pods verify the API server with. */
  readonly certificateAuthority: string;
  /** @throws when there is no such persona */
  kubeconfig(persona: string): string;
}

/** Makes everything that proves an identity in this cluster. */
export async function makeCredentials(node: Node, personas: readonly Persona[]): Promise<Credentials> {
  const folder = node.path('credentials');
  await mkdir(folder, { mode: 0o700 });
  await makeCertificates(node, folder);
  const all = [...componentPersonas(node.name), ...personas];
  const tokens = new Map(all.map((persona) => [persona.name, randomBytes(24).toString('hex')]));
  await writeFile(
    `${folder}/tokens.csv`,
    all.map(({ name, user, groups }) => `${tokens.get(name)},${user ?? name},${name},"${groups.join(',')}"\n`).join(''),
  );
  const server = `https://${NETWORK.node}:${NETWORK.apiServerPort}`;
  for (const { name } of all) {
    const kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: node.name, cluster: { server, 'certificate-authority': `${folder}/ca.crt` } }],
      users: [{ name, user: { token: tokens.get(name) } }],
      contexts: [{ name, context: { cluster: node.name, user: name } }],
      'current-context': name,
    };
    await writeFile(`${folder}/${name}.kubeconfig`, JSON.stringify(kubeconfig));
  }
  return credentialsOf(node);
}

/** The credentials that a running cluster was started with. */
export function credentialsOf(node: Node): Credentials {
  const folder = node.path('credentials');
  return {
    folder,
    certificateAuthority: `${folder}/ca.crt`,
    kubeconfig: (persona) => {
      const file = `${folder}/${persona}.kubeconfig`;
      if (!existsSync(file)) throw new Error(`the cluster was started without a persona ${persona}`);
      return file;
    },
  };
}

async function makeCertificates(node: Node, folder: string): Promise<void> {
  const openssl = (args: readonly string[]): Promise<string> => node.run('openssl', args, { cwd: folder });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-days', '2'];
  const signed = ['-CA', `${folder}/ca.crt`, '-CAkey', `${folder}/ca.key`];
  const files = (name: string): string[] => ['-keyout', `${folder}/${name}.key`, '-out', `${folder}/${name}.crt`];
  await openssl(['req', '-x509', ...key, '-subj', '/CN=conformance-ca', ...files('ca')]);
  const names = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local'];
  const alternatives = [...names.map((name) => `DNS:${name}`), `IP:${NETWORK.node}`, `IP:${NETWORK.apiServerService}`];
  await openssl([
    ...['req', '-x509', ...key, ...signed, '-subj', '/CN=kube-apiserver', ...files('apiserver')],
    ...['-addext', `subjectAltName=${alternatives.join(',')}`, '-addext', 'basicConstraints=critical,CA:FALSE'],
  ]);
  // with this the API server reaches the kubelet for logs and exec
  await openssl([
    ...[
      'req',
      '-x509',
      ...key,
      ...signed,
      '-subj',
      '/O=system:masters/CN=kube-apiserver-kubelet-client',
      ...files('kubelet-client'),
    ],
    ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=clientAuth'],
  ]);
  await openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${folder}/service-account.key`]);
}
