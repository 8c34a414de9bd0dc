import { refusal } from '../redaction';
import { type Finding } from '../workload';

/** Every error of this room: what is wrong, the value, what was expected, and the fix. */
export const errors = {
  notCompliant: (findings: readonly Finding[], path: string) =>
    refusal(
      `${path || 'the app'} is not compliant; mend or waive:\n${findings.map((finding) => `  ${line(finding)}`).join('\n')}`,
    ),
  unknownProperty: (name: string, known: readonly string[]) =>
    refusal(`PolicyValidation has no property ${JSON.stringify(name)}; expected some of ${known.join(', ')}`),
  propertyType: (name: string, value: unknown, expected: string) =>
    refusal(`property ${name} of PolicyValidation is ${JSON.stringify(value)}; expected ${expected}`),
};

function line({ severity, rule, message, object, remediation, construct }: Finding): string {
  const { kind, namespace, name } = object;
  const fix = remediation === undefined ? '' : `; ${remediation}`;
  const place = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  return `${severity} ${rule}: ${message}, in ${place}${fix}${construct === undefined ? '' : ` (at ${construct})`}`;
}
