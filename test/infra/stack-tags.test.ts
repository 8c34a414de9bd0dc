import { Testing } from 'cdktf';
import { StackTags, type StackTagsProps } from '../../lib/infra';
import { CoreVcn } from '../../lib/infra/bindings/core-vcn';
import { ContainerengineAddon } from '../../lib/infra/bindings/containerengine-addon';
import { CLUSTER, COMPARTMENT, emptyStack, ofType } from './synthesized';

describe('StackTags', () => {
  it('tags every resource that can have tags, also later ones, and lets what a resource says itself win', () => {
    const stack = emptyStack();
    StackTags.addTo(stack, { freeform: { team: 'platform', stage: 'prod' }, defined: { 'Cost.Center': '42' } });
    new CoreVcn(stack, 'a', { compartmentId: COMPARTMENT, cidrBlocks: ['10.0.0.0/16'] });
    new CoreVcn(stack, 'b', {
      compartmentId: COMPARTMENT,
      cidrBlocks: ['10.1.0.0/16'],
      freeformTags: { stage: 'test' },
    });
    new ContainerengineAddon(stack, 'c', {
      clusterId: CLUSTER,
      addonName: 'Istio',
      removeAddonResourcesOnDelete: true,
    });
    const written = JSON.parse(Testing.synth(stack));
    expect(ofType(written, 'oci_core_vcn')).toMatchObject([
      { freeform_tags: { team: 'platform', stage: 'prod' }, defined_tags: { 'Cost.Center': '42' } },
      { freeform_tags: { team: 'platform', stage: 'test' }, defined_tags: { 'Cost.Center': '42' } },
    ]);
    expect(ofType(written, 'oci_containerengine_addon')[0]).not.toHaveProperty('freeform_tags');
  });

  it('leaves defined tags alone when none are given', () => {
    const stack = emptyStack();
    StackTags.addTo(stack, { freeform: { team: 'platform' } });
    new CoreVcn(stack, 'a', { compartmentId: COMPARTMENT, cidrBlocks: ['10.0.0.0/16'] });
    expect(ofType(JSON.parse(Testing.synth(stack)), 'oci_core_vcn')[0]).not.toHaveProperty('defined_tags');
  });

  it.each([
    [
      'a key with a dot, which OCI takes for a namespace',
      { freeform: { 'cost.center': '42' } },
      'free-form tag "cost.center"',
    ],
    ['a key with a blank', { freeform: { 'cost center': '42' } }, 'free-form tag "cost center" is not allowed'],
    ['a key that is too long', { freeform: { ['k'.repeat(101)]: '42' } }, 'at most 100 printable characters'],
    ['a value that is too long', { freeform: { note: 'v'.repeat(257) } }, '"note" has a value of 257 characters'],
    [
      'a defined tag without its namespace',
      { freeform: {}, defined: { CostCenter: '42' } },
      'expected "<namespace>.<key>"',
    ],
    [
      'more than a resource can have',
      { freeform: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`tag-${at}`, 'a'])) },
      'free-form tags has 11 entries; expected at most 10',
    ],
  ])('refuses %s', (_, props: StackTagsProps, message) => {
    expect(() => StackTags.addTo(emptyStack(), props)).toThrow(message);
  });
});
