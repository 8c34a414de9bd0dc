import { type SecretRef } from '../../platform';
import { requireSecretRef } from '../../platform/secret-ref';
import { type IPeer, Port } from '../../workload';
import { errors } from './errors';

/** Where the rules of a GitOps program are, and what opens it. */
export interface GitRepositoryProps {
  /** `ssh://git@git.example/team/deploy.git`, with a port if it is another than 22, or `git@git.example:team/deploy.git`. */
  readonly url: string;
  /** Where its host is: runs reach these addresses and no other, on the port of ssh. */
  readonly host: IPeer;
  /**
   * Private SSH key without a passphrase. The host must let it push branches below `rule-sets/`, and must not let it push the base
   * branch, nor approve: whoever merges a change approves the release.
   */
  readonly deployKey: SecretRef;
  /** Keys of the host, lines as in `known_hosts`; may stand in the same Secret. A host with another key is not talked to. */
  readonly knownHosts: SecretRef;
  /**
   * The branch that the cluster is applied from.
   * @default 'main'
   */
  readonly baseBranch?: string;
  /**
   * Path in the repository of the rule set that `RuleSet.fromFile` reads; its record stands beside it.
   * @default 'rules/ruleset.json'
   */
  readonly rulesPath?: string;
}

// as the steps accept them (pipeline-steps/secure_llm_steps/release/git_address.py)
const USER = String.raw`[A-Za-z0-9_][A-Za-z0-9._-]{0,63}`;
const HOST = String.raw`(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\])`;
const PATH = String.raw`[A-Za-z0-9_~][A-Za-z0-9._~/-]{0,255}`;
const ADDRESS = new RegExp(`^(?:ssh://${USER}@${HOST}(?::([0-9]{1,5}))?/${PATH}|${USER}@${HOST}:/?${PATH})$`);
const BRANCH = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;
const RULES = /^([A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*\.json$/;
const MOST_CHARACTERS = 200;
const SSH = 22;

/** A repository that a GitOps controller applies, or that a build makes its manifests of. */
export class GitRepository {
  /**
   * One that is reached by SSH.
   * @throws if the address, the branch or the path is none, or one that git could read otherwise
   */
  static ssh(props: GitRepositoryProps): GitRepository {
    const { url, baseBranch = 'main', rulesPath = 'rules/ruleset.json' } = props;
    const address = ADDRESS.exec(url);
    if (address === null || url.includes('..')) throw errors.gitAddress(url);
    const reserved = baseBranch.split('/')[0] === 'rule-sets';
    if (
      !BRANCH.test(baseBranch) ||
      reserved ||
      /\.\.|\.(lock)?(\/|$)/.test(baseBranch) ||
      baseBranch.length > MOST_CHARACTERS
    )
      throw errors.gitBranch(baseBranch);
    if (!RULES.test(rulesPath) || /\.\.|\.release\.json$/.test(rulesPath) || rulesPath.length > MOST_CHARACTERS)
      throw errors.gitRulesPath(rulesPath);
    return new GitRepository(props, Port.tcp(Number(address[1] ?? SSH), 'ssh'), baseBranch, rulesPath);
  }

  /** Its address. */
  readonly url: string;
  /** Where its host is. */
  readonly host: IPeer;
  /** What may push branches. */
  readonly deployKey: SecretRef;
  /** What the host is known by. */
  readonly knownHosts: SecretRef;

  private constructor(
    { url, host, deployKey, knownHosts }: GitRepositoryProps,
    /** Port of ssh at the host. */
    readonly port: Port,
    /** The branch that the cluster is applied from. */
    readonly baseBranch: string,
    /** Path of the rule set. */
    readonly rulesPath: string,
  ) {
    this.url = url;
    this.host = host;
    this.deployKey = requireSecretRef('deployKey', deployKey);
    this.knownHosts = requireSecretRef('knownHosts', knownHosts);
  }

  /** What runs mount: for `secrets` of their identity. */
  get secrets(): SecretRef[] {
    return [this.deployKey, this.knownHosts];
  }
}
