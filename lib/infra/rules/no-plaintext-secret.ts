import { Severity } from '../../assurance/finding';
import { credentialIn } from '../../redaction';
import { isFields, isSet, type Fields } from './fields';
import { type TerraformDocument, type TerraformResource } from './terraform-document';
import { type TerraformRule } from './terraform-rule';

/** Arguments that take a secret's value. A reference there is no better: what it resolves to stands in the state. */
const TAKES_SECRET =
  /^(?:.*_)?(?:password|passphrase|passwd|private_key|private_key_pem|secret_key|client_secret|client_app_secret|auth_token|api_key|token)$/;
/** Holds where a resource comes from and its waivers, in words; Terraform reads no argument there. */
const COMMENT = '//';

export const noPlaintextSecret: TerraformRule = {
  id: 'no-plaintext-secret',
  title: 'No secret stands in the configuration, and none comes into the state through an argument.',
  severity: Severity.ERROR,
  remediation: 'Let the vault make the value up (OciVault) and let workloads read it by SecretRef.',
  references: [
    'OWASP LLM Top 10 2025: LLM02 Sensitive Information Disclosure',
    'OWASP Kubernetes Top 10 2025: K03 Secrets Management Failures',
    'MITRE ATLAS: AML.T0055 Unsecured Credentials',
    'CIS OKE: secrets in an external store',
  ],
  problems: (document) =>
    elementsOf(document).flatMap((resource) =>
      secretsIn(resource.fields, resource.type === 'oci_vault_secret').map(([path, what]) => ({
        resource,
        message: what,
        path,
      })),
    ),
};

/** Resources and everything else of the JSON: what a backend or a provider is told stands there too. */
function elementsOf(document: TerraformDocument): TerraformResource[] {
  const others = Object.entries(document.content)
    .filter(([kind]) => kind !== 'resource')
    .map(([kind, fields]) => {
      const object = { apiVersion: 'terraform', kind, namespace: document.stack, name: kind };
      return { type: kind, name: kind, fields: { [kind]: fields }, object };
    });
  return [...document.resources, ...others];
}

function secretsIn(fields: Fields, isSecret: boolean): [path: string, what: string][] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const inName = credentialIn(name);
    if (inName !== undefined) return [['(a key)', `the key of a value is ${inName}`] as [string, string]];
    if (name === COMMENT) return credentialsIn(value, name);
    const takesSecret = TAKES_SECRET.test(nameOf(name, fields)) || (isSecret && name === 'content');
    // the value itself is left out of the message on purpose
    if (takesSecret && isSet(value) && !isFields(value) && typeof value !== 'boolean') {
      return [[name, `${nameOf(name, fields)} holds a secret, which so stands in the plan and in the state`]] as [
        string,
        string,
      ][];
    }
    return secretsInValue(value, name, isSecret);
  });
}

/** In a list of pairs, such as the settings of an add-on, the name of a value stands beside it. */
function nameOf(name: string, { key }: Fields): string {
  return name === 'value' && typeof key === 'string' ? key : name;
}

/** Only what is a credential by its form: words are no arguments, whatever they are called. */
function credentialsIn(value: unknown, path: string): [path: string, what: string][] {
  if (isFields(value)) {
    return Object.entries(value).flatMap(([name, inner]) => {
      const inName = credentialIn(name);
      return inName === undefined
        ? credentialsIn(inner, `${path}.${name}`)
        : [[path, `${path} holds ${inName}`] as [string, string]];
    });
  }
  return Array.isArray(value)
    ? value.flatMap((each, at) => credentialsIn(each, `${path}[${at}]`))
    : secretsInValue(value, path, false);
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
