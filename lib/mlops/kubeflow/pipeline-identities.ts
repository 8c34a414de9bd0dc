import { type IConstruct } from 'constructs';
import { Pipeline } from '../pipeline';
import { errors } from './errors';
import { type RunIdentity } from './run-identity';

/**
 * Pipelines whose runs would fail or would not be what was judged: rules and claims see the pods of runs as their identity shows them, so
 * a step that mounts more would mount it unjudged.
 */
export function pipelineIdentityProblems(zone: IConstruct, identities: ReadonlyMap<string, RunIdentity>): string[] {
  return zone.node
    .findAll()
    .filter((construct) => Pipeline.isPipeline(construct))
    .flatMap((pipeline) => {
      const { name, node, serviceAccountName, _mountedVolumes: mounted } = pipeline;
      const shown = identities.get(serviceAccountName)?._mountedVolumes;
      if (shown === undefined) return [errors.noRunIdentity(name, serviceAccountName, node.path)];
      return [
        ...mounted.secrets
          .filter((secret) => !shown.secrets.includes(secret))
          .map((secret) => errors.mountNotShown(name, 'secret', secret, serviceAccountName, node.path)),
        ...mounted.claims
          .filter((claim) => !shown.claims.includes(claim))
          .map((claim) => errors.mountNotShown(name, 'claim', claim, serviceAccountName, node.path)),
      ];
    })
    .map(({ message }) => message);
}
