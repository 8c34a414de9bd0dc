import { Severity } from '../../assurance/finding';
import { credentialIn } from './credential-shapes';
import { isFields, isSet, type Fields } from './fields';
import { type TerraformDocument, type TerraformResource } from './terraform-document';
import { type TerraformRule } from './terraform-rule';

/** Arguments that take a secret's value. A reference there is no better: what it resolves to stands in the state. */
const TAKES_SECRET =
  /^(?:.*_)?(?:password|passphrase|passwd|private_key|private_key_pem|secret_key|client_secret|client_app_secret|auth_token|api_key|token)$/;
/** Holds where a resource comes from and its waivers; Terraform does not read it. */
const COMMENT = '//';

export const noPlaintextSecret: TerraformRule = {
  id: 'no-plaintext-secret',
  title: 'No secret stands in the configuration, and none comes into the state through an argument.',
  severity: Severity.ERROR,
  remediation: 'Let the vault make the value up (OciVault) and let workloads read it by SecretRef.',
  references: ['OWASP LLM02:2025 Sensitive Information Disclosure', 'CIS OKE: secrets in an external store'],
  problems: (document) =>
    elementsOf(document).flatMap((resource) =>
      secretsIn(resource.fields, resource.type === 'oci_vault_secret').map(([path, what]) => ({
        resource,
        message: what,
        path,
      })),
    ),
};

/** Resources and everything else of the JSON that can hold a value. */
function elementsOf(document: TerraformDocument): TerraformResource[] {
  const others = ['data', 'provider', 'variable', 'output', 'locals', 'module'].flatMap((kind) => {
    const fields = document.content[kind];
    const object = { apiVersion: 'terraform', kind, namespace: document.stack, name: kind };
    return fields === undefined ? [] : [{ type: kind, name: kind, fields: { [kind]: fields }, object }];
  });
  return [...document.resources, ...others];
}

function secretsIn(fields: Fields, isSecret: boolean): [path: string, what: string][] {
  return Object.entries(fields)
    .filter(([name]) => name !== COMMENT)
    .flatMap(([name, value]) => {
      const takesSecret = TAKES_SECRET.test(name) || (isSecret && name === 'content');
      // the value itself is left out of the message on purpose
      if (takesSecret && isSet(value) && !isFields(value) && typeof value !== 'boolean') {
        return [[name, `${name} holds a secret, which so stands in the plan and in the state`] as [string, string]];
      }
      return secretsInValue(value, name, isSecret);
    });
}

function secretsInValue(value: unknown, path: string, isSecret: boolean): [path: string, what: string][] {
  if (typeof value === 'string') {
    const credential = credentialIn(value);
    return credential === undefined ? [] : [[path, `${path} holds ${credential}`]];
  }
  if (Array.isArray(value)) return value.flatMap((each, at) => secretsInValue(each, `${path}[${at}]`, isSecret));
  if (!isFields(value)) return [];
  return secretsIn(value, isSecret).map(([inner, what]) => [`${path}.${inner}`, what]);
}
