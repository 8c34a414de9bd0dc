import fc from 'fast-check';
import { selectedBy } from '../../../lib/assurance/reachability/label-selector';
import { SelectorIndex } from '../../../lib/assurance/reachability/selector-index';
import { selector } from './random-cluster';

const value: fc.Arbitrary<string | undefined> = fc.constantFrom(undefined, 'a', 'b', 'c', 'z');
const labels = fc
  .record({ app: value, tier: value, missing: value })
  .map(
    (each) =>
      new Map<string, string>(
        Object.entries(each).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
  );

describe('an index of selectors', () => {
  test('finds all that select an object, in their order, whatever they ask', () => {
    fc.assert(
      fc.property(fc.array(selector, { maxLength: 8 }), labels, (selectors, object) => {
        const regions = selectors.map((each) => selectedBy(each));
        const index = new SelectorIndex<number>();
        for (const [number, region] of regions.entries()) index.add(region, number);
        const expected = regions.flatMap((region, number) => (region.has(object) ? [number] : []));
        const found = index.candidates(object).filter((number) => regions[number]?.has(object));
        expect(found).toEqual(expected);
      }),
    );
  });

  test('asks few of many that want different values', () => {
    const index = new SelectorIndex<number>();
    for (let number = 0; number < 1000; number += 1)
      index.add(selectedBy({ matchLabels: { app: `a-${number}` } }), number);
    expect(index.candidates(new Map([['app', 'a-7']]))).toEqual([7]);
  });
});
