import { type TerraformStack } from 'cdktf';
import { Bastion, type BastionProps } from '../../../lib/infra';
import { refusal } from '../refused';
import { accepted, COMPARTMENT, emptyStack, ofType } from '../synthesized';

const SUBNET = 'ocid1.subnet.oc1.eu-zurich-1.aaaa';

function bastionWith(props: Partial<BastionProps> = {}): TerraformStack {
  const stack = emptyStack();
  new Bastion(stack, 'way-in', {
    compartmentId: COMPARTMENT,
    subnetId: SUBNET,
    clientCidrs: ['192.0.2.0/24'],
    ...props,
  });
  return stack;
}

describe('Bastion', () => {
  it('lets people in from their networks for an hour', () => {
    expect(ofType(accepted(bastionWith()), 'oci_bastion_bastion')).toMatchObject([
      {
        bastion_type: 'standard',
        name: 'wayin',
        target_subnet_id: SUBNET,
        client_cidr_block_allow_list: ['192.0.2.0/24'],
        max_session_ttl_in_seconds: 3600,
        dns_proxy_status: 'DISABLED',
      },
    ]);
  });

  it('refuses every address before anything is written', () => {
    expect(refusal(bastionWith({ clientCidrs: ['0.0.0.0/0', '::/0'] }))).toMatch(
      /clientCidrs has 0\.0\.0\.0\/0[^]*clientCidrs has ::\/0/,
    );
  });

  it.each([
    ['nobody', { clientCidrs: [] }, 'clientCidrs is empty'],
    ['a network that is none', { clientCidrs: ['office'] }, 'CIDR "office" does not parse'],
    ['a name with dots', { name: 'way.in' }, 'name "way.in" is not allowed'],
    ['a session of a day', { sessionMinutes: 1440 }, 'sessionMinutes 1440 is not allowed'],
    ['a subnet that is none', { subnetId: COMPARTMENT }, 'is the OCID of a compartment; expected that of a subnet'],
  ])('refuses %s at once', (_, props, message) => {
    expect(() => bastionWith(props)).toThrow(message);
  });
});
