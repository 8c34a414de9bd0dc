import { App, Testing } from 'cdk8s';
import {
  AdmissionPolicies,
  KubeflowPipelines,
  type KubeflowPipelinesProps,
  NetworkPolicyEnforcer,
  Platform,
  type RunIdentityProps,
  TrustZone,
} from '../../../lib';
import { type Document } from '../../workload/declared';

export const platform = Platform.kubernetes({
  networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO,
  apiServerCidrs: ['10.0.0.2/32'],
});

export const ACCEPTED = { owner: 'platform-team', expires: '2027-01-31', evidence: 'https://tickets.example/42' };

/** A program with Kubeflow Pipelines and runs of two pipelines. */
export class Installed {
  readonly app = new App({ outdir: '/nowhere' });
  readonly zone = new TrustZone(this.app, 'pipelines', { platform });
  readonly kubeflow: KubeflowPipelines;

  constructor(props: KubeflowPipelinesProps = {}, trainer: RunIdentityProps = {}, learner: RunIdentityProps = {}) {
    this.kubeflow = new KubeflowPipelines(this.zone, 'kubeflow', { accepted: ACCEPTED, ...props });
    this.kubeflow.runIdentity('train-and-validate', trainer);
    this.kubeflow.runIdentity('rule-set-release', learner);
    new AdmissionPolicies(this.app, 'admission-policies', { controllers: [this.kubeflow.controllerUser] });
  }

  /** Everything in the namespace; judged like any program. */
  get documents(): Document[] {
    return Testing.synth(this.zone);
  }

  /** What belongs to no namespace. */
  get clusterDocuments(): Document[] {
    const [chart] = this.app.charts.filter(({ node }) => node.id === 'cluster');
    return chart === undefined ? [] : chart.toJson();
  }

  named(kind: string, name: string): Document {
    const found = this.documents.filter((document) => document.kind === kind && document.metadata.name === name);
    if (found.length !== 1) throw new Error(`expected one ${kind} ${name}, found ${found.length}`);
    return found[0];
  }

  /** The main container of a Deployment. */
  container(name: string): Document {
    return this.named('Deployment', name).spec.template.spec.containers[0];
  }

  /** The environment of a Deployment's main container, values only. */
  environment(name: string): Record<string, string> {
    const env = this.container(name).env as { name: string; value?: string }[];
    return Object.fromEntries(env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
  }

  /** The only ConfigMap whose name starts so. */
  configMap(start: string): Document {
    const found = this.documents.filter(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith(start),
    );
    if (found.length !== 1) throw new Error(`expected one ConfigMap ${start}…, found ${found.length}`);
    return found[0];
  }
}
