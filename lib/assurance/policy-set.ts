import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DocumentSet } from './document-set';
import { errors } from './errors';
import { Policy } from './policy';
import { PolicyParameters } from './policy-parameters';

/** The folder of policies in the package: beside `build/`, and beside `lib/` in the repository. */
export const POLICY_FOLDER = join(__dirname, '..', '..', 'policies');
const PARAMETER_FILE = 'parameters.yaml';

/** All rules of a folder, with the parameters that they share. */
export class PolicySet {
  /**
   * Reads the policies that come with the package.
   * @throws if one of them cannot be evaluated
   */
  static shipped(): PolicySet {
    return (PolicySet.known ??= PolicySet.fromFolder(POLICY_FOLDER));
  }

  /**
   * @param folder has one file for each rule, called after its id, and `parameters.yaml`
   * @throws if a file is not one rule that can be evaluated, or there is none
   */
  static fromFolder(folder: string): PolicySet {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
    const rules = files.filter((file) => file !== PARAMETER_FILE).map((file) => basename(file, '.yaml'));
    if (rules.length === 0) throw errors.noPolicies(folder);
    const [parameters] = read(folder, PARAMETER_FILE).ofKind('ConfigMap');
    if (parameters === undefined) throw errors.noParameters(folder);
    return new PolicySet(
      rules.sort().map((id) => ruleOf(folder, id)),
      PolicyParameters.of(parameters),
    );
  }

  private static known: PolicySet | undefined;

  private constructor(
    /** The rules, sorted by id. */
    readonly policies: readonly Policy[],
    /** The parameters of the folder. */
    readonly parameters: PolicyParameters,
  ) {}

  /** The rule of that id, if there is one. */
  policy(id: string): Policy | undefined {
    return this.policies.find((policy) => policy.id === id);
  }
}

function ruleOf(folder: string, id: string): Policy {
  const policy = Policy.of(read(folder, `${id}.yaml`).documents);
  if (policy.id !== id) throw errors.policyUnfit(policy.id, [`its file is called ${id}.yaml`]);
  return policy;
}

function read(folder: string, file: string): DocumentSet {
  return DocumentSet.parse(readFileSync(join(folder, file), 'utf8'));
}
