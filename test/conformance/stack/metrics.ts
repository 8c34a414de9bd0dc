import { type Stack } from './stack';
import { type Tier } from './tier';

const READ = `import urllib.request; print(urllib.request.urlopen('http://127.0.0.1:9090/metrics').read().decode())`;

/**
 * The sum of a metric over every running pod of a guard tier.
 *
 * @param labels that a sample must have, as they are written: `decision="block"`
 */
export async function metricSum(
  stack: Stack,
  tier: Tier,
  name: string,
  labels: readonly string[] = [],
): Promise<number> {
  let sum = 0;
  for (const pod of await stack.pods(tier)) {
    const command = [
      '-n',
      tier.namespace,
      'exec',
      pod.metadata.name,
      '-c',
      tier.container.name,
      '--',
      'python3',
      '-c',
      READ,
    ];
    const samples = (await stack.cluster.kubectl.run(command))
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`));
    for (const sample of samples) {
      if (labels.every((label) => sample.includes(label))) sum += Number(sample.slice(sample.lastIndexOf(' ') + 1));
    }
  }
  return sum;
}
