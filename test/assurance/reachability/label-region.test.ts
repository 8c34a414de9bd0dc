import fc from 'fast-check';
import { LabelRegion, type Labels } from '../../../lib/assurance/reachability/label-region';
import { selectedBy } from '../../../lib/assurance/reachability/label-selector';
import { NAMESPACE_NAME, PodRegion } from '../../../lib/assurance/reachability/pod-region';
import { selector } from './random-cluster';

const values = [undefined, 'a', 'b', '', 'other'];
/** Every set of labels that the random selectors tell apart. */
const UNIVERSE: readonly Labels[] = values.flatMap((app) =>
  values.flatMap((tier) =>
    values.map(
      (missing) =>
        new Map(
          Object.entries({ app, tier, missing }).filter((entry): entry is [string, string] => entry[1] !== undefined),
        ),
    ),
  ),
);
const region = selector.map((each) => selectedBy(each));

describe('a region of labels', () => {
  test('less another holds exactly what is in the one and not in the other, each in one part', () => {
    fc.assert(
      fc.property(region, region, (a, b) => {
        const parts = a.subtract(b);
        for (const labels of UNIVERSE) {
          const holding = parts.filter((part) => part.has(labels)).length;
          expect(holding).toBe(a.has(labels) && !b.has(labels) ? 1 : 0);
        }
      }),
    );
  });

  test('and another hold exactly what is in both', () => {
    fc.assert(
      fc.property(region, region, (a, b) =>
        UNIVERSE.every((labels) => a.intersect(b).has(labels) === (a.has(labels) && b.has(labels))),
      ),
    );
  });

  test('is empty exactly if nothing is in it, and else shows something that is', () => {
    fc.assert(
      fc.property(region, (a) => {
        expect(a.isEmpty).toBe(!UNIVERSE.some((labels) => a.has(labels)));
        expect(a.isEmpty || a.has(a.example)).toBe(true);
      }),
    );
  });

  test('says in words what it asks', () => {
    const words = (value: object): string => selectedBy(value).toString();
    expect(words({})).toBe('');
    expect(words({ matchLabels: { app: 'a' } })).toBe('app = a');
    expect(words({ matchExpressions: [{ key: 'app', operator: 'In', values: ['b', 'a'] }] })).toBe('app in (a, b)');
    expect(words({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] })).toBe('no app or app ≠ a');
    expect(words({ matchExpressions: [{ key: 'app', operator: 'Exists' }] })).toBe('any app');
    expect(words({ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] })).toBe('no app');
    expect(
      words({ matchLabels: { b: 'x' }, matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['y', 'z'] }] }),
    ).toBe('(no a or a not in (y, z)) and b = x');
  });

  test('takes keys that every object of JavaScript has for keys like any other', () => {
    const constructor = selectedBy({ matchLabels: { constructor: 'a' } });
    expect(constructor.has(new Map())).toBe(false);
    expect(constructor.has(new Map([['constructor', 'a']]))).toBe(true);
  });
});

describe('a region of pods', () => {
  const pods = fc.tuple(region, region).map(([namespace, pod]) => new PodRegion(namespace, pod));

  test('less another holds exactly what is in the one and not in the other', () => {
    const some = UNIVERSE.filter((labels) => !labels.has('missing'));
    fc.assert(
      fc.property(pods, pods, (a, b) => {
        const parts = a.subtract(b);
        for (const namespace of some) {
          for (const pod of some) {
            const holding = parts.filter((part) => part.has(namespace, pod)).length;
            expect(holding).toBe(a.has(namespace, pod) && !b.has(namespace, pod) ? 1 : 0);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('says where its pods are', () => {
    const place = (selectorOfNamespace: object): string =>
      new PodRegion(selectedBy(selectorOfNamespace), LabelRegion.ANY).toString();
    const named = (operator: string, ...names: string[]): object => ({
      matchExpressions: [{ key: NAMESPACE_NAME, operator, values: names }],
    });
    expect(place({})).toBe('any pod in any namespace');
    expect(place(named('In', 'shop'))).toBe('any pod in namespace shop');
    expect(place(named('In', 'shop', 'lab'))).toBe('any pod in any of the namespaces lab, shop');
    expect(place(named('NotIn', 'shop'))).toBe('any pod in any namespace but shop');
    expect(place({ matchLabels: { team: 'llm' } })).toBe('any pod in any namespace with team = llm');
  });
});
