import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { ExperimentTracking, NetworkPolicyEnforcer, Platform, TrustZone } from '../../../lib';
import { podTemplates, type PodTemplate } from '../guard/pod-template';

export interface WrittenTracking {
  /** The pod that a cluster would run, from the written documents. */
  readonly template: PodTemplate;
  /** Where clients in the cluster reach it. */
  readonly url: string;
  readonly adminSecret: string;
}

/** Writes a tracking server with nothing but its defaults, and reads its pod back. */
export function writtenTracking(): WrittenTracking {
  const outdir = mkdtempSync(join(tmpdir(), 'secure-llm-tracking-'));
  try {
    const app = new App({ outdir });
    const platform = Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CILIUM });
    const tracking = new ExperimentTracking(new TrustZone(app, 'pipelines', { platform }), 'mlflow');
    app.synth();
    const [template] = podTemplates(outdir);
    if (template === undefined) throw new Error('no pod was written');
    return { template, url: tracking.url, adminSecret: tracking.adminPassword.toString() };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
