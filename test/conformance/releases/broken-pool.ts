import { type Stack } from '../stack/stack';

/** A model server that is well as far as its probes see, and fails every request. */
const PROGRAM = `import signal, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Broken(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.answer(500)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
port = int(sys.argv[sys.argv.index("--port") + 1])
ThreadingHTTPServer(("0.0.0.0", port), Broken).serve_forever()`;

/** Replaces the model server that the quickstart wrote by one that fails every request. */
export async function breakFirstPool(stack: Stack): Promise<void> {
  await patch(stack, { op: 'add', value: ['python3', '-c', PROGRAM] });
}

/** Brings the model server back. */
export async function mendFirstPool(stack: Stack): Promise<void> {
  await patch(stack, { op: 'remove' });
}

async function patch({ cluster, inference }: Stack, change: object): Promise<void> {
  const { namespace, name } = inference;
  const command = JSON.stringify([{ ...change, path: '/spec/template/spec/containers/0/command' }]);
  await cluster.kubectl.run(['-n', namespace, 'patch', 'deployment', name, '--type=json', '-p', command]);
  await cluster.kubectl.rollout(namespace, name);
}
