import { App, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { HardenedWorkload, Peer, Port } from '../../lib/workload';
import { schemaErrors } from '../openapi/schema-errors';
import { declareWorkload, declareZone, type Document, documents } from './declared';
import { brokenHardening } from './hardening-rules';
import { hardenedProps, workloadName } from './workload-arbitrary';

const RUNS = { numRuns: 150 };

describe('whatever a program asks for', () => {
  it('every document satisfies the schema of the API server', () => {
    fc.assert(
      fc.property(workloadName, hardenedProps, (name, props) => {
        const zone = declareZone();
        new HardenedWorkload(zone, 'workload', { ...props, name });
        expect(documents(zone).flatMap((document) => schemaErrors(document))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('every hardening rule holds', () => {
    fc.assert(
      fc.property(workloadName, hardenedProps, (name, props) => {
        const zone = declareZone();
        new HardenedWorkload(zone, 'workload', { ...props, name });
        const [deployment] = documents(zone).filter(({ kind }) => kind === 'Deployment');
        expect(brokenHardening(deployment)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('every mount has a volume and every volume a mount', () => {
    fc.assert(
      fc.property(hardenedProps, (props) => {
        const zone = declareZone();
        new HardenedWorkload(zone, 'workload', props);
        const [deployment] = documents(zone).filter(({ kind }) => kind === 'Deployment');
        const { containers, initContainers = [], volumes } = deployment.spec.template.spec as Document;
        const mounted = [...containers, ...initContainers].flatMap(
          ({ volumeMounts }: Document) => volumeMounts as Document[],
        );
        const names = (items: Document[]) => [...new Set(items.map(({ name }) => name as string))].sort();
        expect(names(volumes as Document[])).toEqual(names(mounted));
        expect(volumes).toHaveLength(names(mounted).length);
      }),
      RUNS,
    );
  });

  it('synthesizing twice gives the same bytes', () => {
    fc.assert(
      fc.property(hardenedProps, (props) => {
        const app = Testing.app();
        new HardenedWorkload(declareZone(app), 'workload', props);
        expect(app.synthYaml()).toBe(app.synthYaml());
      }),
      { numRuns: 50 },
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
      RUNS,
    );
  });
});
