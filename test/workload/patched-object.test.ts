import { JsonPatch, Testing } from 'cdk8s';
import { PatchedObject } from '../../lib/workload/patched-object';

const object = () =>
  new PatchedObject(Testing.chart(), 'object', {
    apiVersion: 'example.dev/v1',
    kind: 'Thing',
    metadata: { name: 'thing' },
    spec: { size: 1, tags: ['a'] },
  });

describe('a patched object', () => {
  it('is rendered with its patches in order, as often as it is asked', () => {
    const thing = object();
    thing.patch(JsonPatch.add('/spec/unknown', { deep: true }), JsonPatch.replace('/spec/unknown/deep', false));
    thing.patch(JsonPatch.add('/spec/tags/-', 'b'), JsonPatch.remove('/spec/size'));
    const expected = { tags: ['a', 'b'], unknown: { deep: false } };
    expect(thing.toJson()).toMatchObject({ spec: expected });
    expect(thing.toJson()).toEqual(thing.toJson());
  });

  it.each([
    ['sets what is there already', JsonPatch.replace('/spec/size', 1)],
    ['removes what is not there', JsonPatch.remove('/spec/missing')],
    ['only tests', JsonPatch.test('/spec/size', 1)],
  ])('is refused when a patch %s', (_what, patch) => {
    const thing = object();
    thing.patch(patch);
    expect(() => thing.toJson()).toThrow(
      /patch \{.*\} changes nothing in Thing "thing"; remove it or correct its path \(at test\/object\)/,
    );
  });

  it('is refused when a patch leads nowhere', () => {
    const thing = object();
    thing.patch(JsonPatch.add('/spec/missing/deeper', 1));
    expect(() => thing.toJson()).toThrow(/does not apply to Thing "thing": .*correct its path/);
  });
});
