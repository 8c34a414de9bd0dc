import { type Tier } from '../stack/tier';

/** What the impostor answers to whatever it is asked. */
export const IMPOSTURE = 'answered by the impostor';

/** Answers 200 to every request on the ports of a tier. */
const SERVER = `
import http.server, threading
class Impostor(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"${IMPOSTURE}"
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_POST = do_GET
    def log_message(self, *_): pass
for port in (9090, 8000):
    server = http.server.ThreadingHTTPServer(("0.0.0.0", port), Impostor)
    threading.Thread(target=server.serve_forever).start()
`;

/**
 * A pod that nobody could tell from a tier's own: its template with another program.
 *
 * @param name of the pod
 */
export function impostorOf(tier: Tier, name: string, labels: Readonly<Record<string, string>> = tier.labels): object {
  const { metadata, spec } = tier.deployment.spec.template;
  const containers = spec.containers.map((container) => ({
    ...container,
    command: ['python3', '-c', SERVER],
    args: [],
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name, namespace: tier.namespace, labels },
    spec: { ...spec, initContainers: [], containers },
  };
}
