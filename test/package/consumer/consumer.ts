import { App } from 'cdk8s';
import { NetworkPolicyEnforcer, Platform, TrustZone } from 'cdk8s-secure-llm';

const app = new App();
const platform = Platform.kubernetes({
  kubernetesVersion: '1.36',
  networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO,
});
new TrustZone(app, 'guardrail', { platform });
app.synth();
