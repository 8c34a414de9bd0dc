import { POLICY_FOLDER } from '../../../lib/assurance/policy-set';
import { policyFiles } from '../stack/written-documents';
import { fileArguments } from '../stack/stack';
import { deniedBy } from './denial';
import { SPOOFS } from './spoofs';
import { type Stage } from './stage';
import { until } from './until';

const APPLY = ['apply', '--server-side', '--validate=strict', '--force-conflicts'];

/** The namespace and the ConfigMap of the parameters, without any rule: what a spoof of the parameters is about. */
export async function applyParameters(stage: Stage): Promise<void> {
  await stage.users.deployer.run([...APPLY, '-f', `${POLICY_FOLDER}/parameters.yaml`]);
}

/** Applies the policies that the quickstart installs, as a deployer does, and waits until a rule of each row of the table answers. */
export async function enforcePolicies(stage: Stage): Promise<void> {
  const files = policyFiles();
  if (files.length === 0) throw new Error('the quickstart installs no policies');
  await stage.users.deployer.run([...APPLY, ...fileArguments(files)]);
  // an API server reads policies once a second; a dry run tells when it has, and harms nobody when it has not
  const canaries = SPOOFS.filter((spoof) => spoof.undo === undefined);
  for (const canary of canaries) {
    const rule = await until(
      async () => deniedBy(await canary.request(stage, stage.users[canary.by])),
      (each) => each !== undefined,
    );
    if (rule === undefined) throw new Error(`no policy is in force: ${canary.title} is still admitted`);
  }
}

/** Changes what the binding of a rule does. */
export async function bind(stage: Stage, rule: string, ...validationActions: readonly string[]): Promise<void> {
  const patch = JSON.stringify({ spec: { validationActions } });
  const binding = ['patch', 'validatingadmissionpolicybinding', `${rule}.secure-llm.dev`];
  await stage.users.deployer.run([...binding, '--type=merge', '-p', patch]);
}
