import { Lazy, Token } from 'cdktf';
import fc from 'fast-check';
import { Ocid } from '../../lib/infra/ocid';

const COMPARTMENT = 'ocid1.compartment.oc1..aaaaaaaaexample';
const VCN = 'ocid1.vcn.oc1.eu-zurich-1.amaaaaaaexample';

describe('an OCID', () => {
  it('says what it identifies, in which realm and region', () => {
    const { type, realm, region } = Ocid.parse('vcnId', VCN);
    expect({ type, realm, region }).toEqual({ type: 'vcn', realm: 'oc1', region: 'eu-zurich-1' });
    expect(Ocid.parse('compartmentId', COMPARTMENT).region).toBe('');
    expect(String(Ocid.parse('vcnId', VCN))).toBe(VCN);
  });

  it('may carry the reserved part that keys and vaults have', () => {
    const key = Ocid.parse('kmsKeyId', 'ocid1.key.oc1.iad.annnb3f4aacuu.abuwcljsw3722example');
    expect([key.type, key.region]).toEqual(['key', 'iad']);
  });

  it.each([
    '',
    'prod',
    'ocid1.vcn',
    'ocid2.vcn.oc1.iad.x',
    'ocid1.vcn.oc1.iad.',
    'ocid1.VCN.oc1.iad.x',
    `${VCN}'`,
    ` ${VCN}`,
  ])('is not %j, which may be a password and is not repeated', (text) => {
    expect(() => Ocid.parse('vcnId', text)).toThrow(
      'vcnId is no OCID (what it is instead is not shown); expected ocid1.',
    );
  });

  it('of the wrong type is an error that says which type was expected', () => {
    expect(() => Ocid.require('vcnId', COMPARTMENT, 'vcn')).toThrow(
      `vcnId "${COMPARTMENT}" is the OCID of a compartment; expected that of a vcn`,
    );
    expect(() => Ocid.requireCompartment('compartmentId', VCN)).toThrow(
      'is the OCID of a vcn; expected that of a compartment or a tenancy',
    );
  });

  it('of a tenancy passes for the compartment that it is', () => {
    const tenancy = 'ocid1.tenancy.oc1..aaaaaaaaexample';
    expect(Ocid.requireCompartment('compartmentId', tenancy)).toBe(tenancy);
  });

  it('that Terraform resolves later passes unread', () => {
    const token = Token.asString(Lazy.stringValue({ produce: () => 'later' }));
    expect(Ocid.require('vcnId', token, 'vcn')).toBe(token);
  });

  it('never lets a quote or a blank through, with which a policy statement would be widened', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("'", '"', ' ', '}', ',', '\n', '$'),
        fc.string(),
        (before, bad, after) => {
          expect(() => Ocid.parse('clusterId', `ocid1.cluster.oc1.iad.${before}${bad}${after}`)).toThrow('is no OCID');
        },
      ),
    );
  });
});
