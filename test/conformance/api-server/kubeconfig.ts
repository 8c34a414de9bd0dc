import { stringify } from 'yaml';
import { type PersonaToken } from './persona';

/** A kubeconfig with which kubectl reaches the server on this loopback port as one persona. */
export function kubeconfig(port: number, certificate: string, { name, token }: PersonaToken): string {
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority-data': Buffer.from(certificate).toString('base64'),
  };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: name } }],
    'current-context': 'test',
  });
}
