import { setTimeout as sleep } from 'node:timers/promises';
import { type Policy } from '../../../lib/assurance/policy';
import { PARAMETERS } from '../../../lib/assurance/policy-parameters';
import { type PolicyCase } from '../../policies/policy-case';
import { type ApiServer } from '../api-server/api-server';
import { submit } from './submission';

const BINDINGS = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';
const PARAMETER_PATH = `/api/v1/namespaces/${PARAMETERS.namespace}/configmaps/${PARAMETERS.name}`;
/** An API server reads changed policies and parameters once a second; far beyond that something is broken. */
const LIVE_WITHIN_MS = 20_000;

/** One policy in force, alone, so that a row is denied by it or by nothing. */
export class BoundPolicy implements AsyncDisposable {
  /** @param canary a row that the policy denies: when it is denied the binding is live, when it passes it is gone */
  static async bind(server: ApiServer, policy: Policy, canary: PolicyCase): Promise<BoundPolicy> {
    const bound = new BoundPolicy(server, policy, canary);
    await bound.send('POST', BINDINGS, policy.binding);
    await bound.until(true);
    return bound;
  }

  private constructor(
    private readonly server: ApiServer,
    private readonly policy: Policy,
    private readonly canary: PolicyCase,
  ) {}

  /** Writes the exceptions into the parameters and waits until they are read. */
  async except(lines: readonly string[]): Promise<void> {
    // as one who is no deployer for the rule about the parameters would be refused: the admin is one
    const patch = { data: { exceptions: lines.join('\n') } };
    await this.send('PATCH', PARAMETER_PATH, patch, 'application/merge-patch+json');
    await sleep(1500);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.send('DELETE', `${BINDINGS}/${this.policy.binding.metadata.name}`);
    await this.until(false);
  }

  private async until(denied: boolean): Promise<void> {
    const deadline = Date.now() + LIVE_WITHIN_MS;
    while (((await submit(this.server, this.canary)).deniedBy === this.policy.policy.metadata.name) !== denied) {
      if (Date.now() > deadline) {
        throw new Error(
          `${this.policy.id} is ${denied ? 'not in force' : 'still in force'} after ${LIVE_WITHIN_MS} ms`,
        );
      }
      await sleep(200);
    }
  }

  private async send(method: string, path: string, body?: unknown, type?: string): Promise<void> {
    const { status, body: answer } = await this.server.client().send(method, path, body, type);
    if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  }
}
