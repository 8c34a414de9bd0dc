import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareStack } from '../bare-stack';
import { call } from '../call';

// compiling the rules takes seconds on a busy machine
jest.setTimeout(60_000);

const FIRST_TEN = join(__dirname, 'bare-stack.first-ten.txt');

/** The output up to the tenth finding; headings and fixes are no findings. */
function firstTenFindings(out: string): string {
  const lines = out.split('\n');
  const start = lines.findIndex((line) => line.startsWith('errors ('));
  let seen = 0;
  const end = lines.findIndex((line, at) => {
    if (at > start && line.startsWith('    ') && !line.startsWith('    fix: ')) seen += 1;
    return seen === 10;
  });
  return `${lines.slice(0, end + 1).join('\n')}\n`;
}

describe('a stack that was written with cdk8s-plus alone', () => {
  it('is told in its first ten findings what the README shows', async () => {
    const { code, out, err } = await call(['check', '-'], { input: bareStack() });
    expect(firstTenFindings(out)).toBe(readFileSync(FIRST_TEN, 'utf8'));
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  it('is judged in the namespaces of its workloads, and the output says that they are assumed', async () => {
    const { out } = await call(['check', '-'], { input: bareStack() });
    expect(out).toContain(
      'trust zones, assumed because no Namespace has the label secure-llm.dev/zone: gateway, guardrail, inference, output\n',
    );
  });

  it('is refuted on every claim about connections, each with the shortest counterexample', async () => {
    const { out } = await call(['check', '-'], { input: bareStack() });
    expect(out).toMatch(
      /\n {2}R2 +refuted +every pod is isolated in both directions\n {7}any pod in namespace output /,
    );
    expect(out).toMatch(/\n {2}R9 +refuted .*\n {7}any pod .* → Deployment inference\/inference-llama passes without/);
  });

  it('passes R5 once its owner says which workload is the gateway', async () => {
    const facts = join(__dirname, 'bare-stack.facts.yaml');
    const { out } = await call(['check', '-', '--facts', facts], { input: bareStack() });
    expect(out).toMatch(/\n {2}R5 +proven /);
  });
});

describe('what `helm template` prints', () => {
  const chart = readFileSync(join(__dirname, '../rendered-chart.yaml'), 'utf8');

  it('is judged in the namespace that it would be installed into', async () => {
    const { code, out } = await call(['check', '-', '--namespace', 'chat'], { input: chart });
    expect(code).toBe(1);
    expect(out).toContain('trust zones, assumed because no Namespace has the label secure-llm.dev/zone: chat\n');
    for (const finding of [
      'Deployment chat/release-name-chat: container chat, model has no limit',
      'Deployment chat/release-name-chat: volume models',
      'Service chat/release-name-chat of type LoadBalancer opens it on every node',
      'user system:serviceaccount:chat:release-name-chat may get secrets',
    ]) {
      expect(out).toContain(finding);
    }
  });

  it('lies in the namespace default if nobody says another', async () => {
    const { out } = await call(['check', '-'], { input: chart });
    expect(out).toContain('secure-llm.dev/zone: default\n');
  });
});
