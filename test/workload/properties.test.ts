import { type App, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { HardenedWorkload, Peer, Port } from '../../lib/workload';
import { schemaErrors } from '../openapi/schema-errors';
import { declareWorkload, declareZone, type Document, documents } from './declared';
import { brokenHardening } from './hardening-rules';
import { hardenedProps, workloadName } from './workload-arbitrary';

describe('whatever a program asks for', () => {
  it('every document satisfies the schema of the API server, every hardening rule holds and volumes fit mounts', () => {
    fc.assert(
      fc.property(workloadName, hardenedProps, (name, props) => {
        const zone = declareZone();
        new HardenedWorkload(zone, 'workload', { ...props, name });
        const written = documents(zone);
        expect(written.flatMap((document) => schemaErrors(document))).toEqual([]);
        const [deployment] = written.filter(({ kind }) => kind === 'Deployment');
        expect(brokenHardening(deployment)).toEqual([]);
        expectVolumesToFitMounts(deployment.spec.template.spec);
      }),
      { numRuns: 80 },
    );
  });

  it('synthesizing twice gives the same bytes', () => {
    fc.assert(
      fc.property(hardenedProps, (props) => {
        const app = Testing.app();
        new HardenedWorkload(declareZone(app), 'workload', props);
        expect(app.synthYaml()).toBe(app.synthYaml());
      }),
      { numRuns: 20 },
    );
  });
});

describe('the order in which a program says things', () => {
  const NAMES = ['a', 'b', 'c'];
  const SHOP = Peer.pods({ namespace: 'shop', labels: { app: 'frontend' } });
  const RANGE = Peer.cidr('10.0.0.0/16');

  /** Statements that do not depend on each other. */
  const statements: ((workloads: Record<string, HardenedWorkload>) => void)[] = [
    ({ a, b }) => a?.connections.allowTo(b as HardenedWorkload),
    ({ a, b }) => b?.connections.allowFrom(a as HardenedWorkload, Port.tcp(9090)),
    ({ b, c }) => b?.connections.allowTo(c as HardenedWorkload),
    ({ a, c }) => c?.connections.allowFrom(a as HardenedWorkload),
    ({ a }) => a?.connections.allowFrom(SHOP),
    ({ c }) => c?.connections.allowTo(SHOP, Port.tcp(443)),
    ({ c }) => c?.connections.allowTo(RANGE, Port.udp(514)),
    ({ a }) => a?.addPodAnnotation('example.dev/a', '1'),
    ({ a }) => a?.addPodAnnotation('example.dev/b', '2'),
  ];

  function program(names: readonly string[], said: readonly (typeof statements)[number][]): string {
    const app: App = Testing.app();
    const zone = declareZone(app);
    const workloads = Object.fromEntries(names.map((name) => [name, declareWorkload(zone, name)]));
    for (const statement of said) statement(workloads);
    return app.synthYaml();
  }

  it('leaves no trace in the bytes', () => {
    const shuffled = <T>(items: readonly T[]) =>
      fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
    const reference = program(NAMES, statements);
    fc.assert(
      fc.property(shuffled(NAMES), shuffled(statements), (names, said) => {
        expect(program(names, said)).toBe(reference);
      }),
      { numRuns: 30 },
    );
  });
});

/** Every mount has a volume, every volume has a mount, and no name is used twice. */
function expectVolumesToFitMounts({ containers, initContainers = [], volumes }: Document): void {
  const mounted = [...containers, ...initContainers].flatMap(
    ({ volumeMounts }: Document) => volumeMounts as Document[],
  );
  const names = (items: Document[]) => items.map(({ name }) => name as string).sort();
  expect(names(volumes as Document[])).toEqual([...new Set(names(mounted))]);
}
