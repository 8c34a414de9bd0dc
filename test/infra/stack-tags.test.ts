import { Testing } from 'cdktf';
import { StackTags } from '../../lib/infra';
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
});
