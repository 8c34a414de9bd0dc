import { type Platform } from '../../platform';
import { EXECUTOR } from './executor';
import { runDefaults } from './run-pod';

interface WorkflowControllerConfigProps {
  readonly platform: Platform;
  readonly maxRuns: number;
}

/** Settings of the controller; JSON is YAML, and this has no keys whose order matters. */
export function workflowControllerConfig({ platform, maxRuns }: WorkflowControllerConfigProps): string {
  const config = {
    executor: EXECUTOR,
    // no artifacts of Argo's own: launcher and driver keep those of Kubeflow
    parallelism: maxRuns,
    workflowDefaults: { spec: runDefaults(platform) },
    metricsConfig: { enabled: false },
    telemetryConfig: { enabled: false },
    podGCGracePeriodSeconds: 30,
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
