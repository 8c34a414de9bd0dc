import { HomeRegion } from '../../../lib/infra/identity/home-region';
import { accepted, COMPARTMENT, emptyStack, TENANCY } from '../synthesized';

describe('HomeRegion', () => {
  it('is a provider with an alias, in the region that is named', () => {
    const stack = emptyStack(false);
    const home = new HomeRegion(stack, 'home', { tenancyId: TENANCY, region: 'eu-frankfurt-1' });
    expect(accepted(stack).provider?.['oci']).toEqual([
      { region: 'eu-zurich-1' },
      { alias: 'home', region: 'eu-frankfurt-1' },
    ]);
    expect(HomeRegion.of(stack)).toBe(home);
  });

  it('is asked of the tenancy when nobody names it', () => {
    const stack = emptyStack(false);
    new HomeRegion(stack, 'home', { tenancyId: TENANCY });
    const written = accepted(stack);
    expect(written.provider?.['oci']?.[1]?.['region']).toMatch(
      /^\$\{data\.oci_identity_region_subscriptions\.\w+\.region_subscriptions\[0\]\.region_name\}$/,
    );
    expect(Object.values(written.data?.['oci_identity_region_subscriptions'] ?? {})).toMatchObject([
      { tenancy_id: TENANCY, filter: [{ name: 'is_home_region', values: ['true'] }] },
    ]);
  });

  it('is an error where it is missing, twice there, or of something that is no tenancy', () => {
    const stack = emptyStack(false);
    expect(() => HomeRegion.of(stack)).toThrow('the stack does not say which that is');
    expect(() => new HomeRegion(stack, 'a', { tenancyId: COMPARTMENT })).toThrow('expected that of a tenancy');
    new HomeRegion(stack, 'home', { tenancyId: TENANCY });
    expect(() => new HomeRegion(stack, 'second', { tenancyId: TENANCY })).toThrow('after prod/home');
  });
});
