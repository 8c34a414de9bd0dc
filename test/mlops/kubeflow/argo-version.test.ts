import { argoTag } from '../../../lib/mlops/kubeflow/argo-version';
import { Installed } from './installed';

describe('the version of Argo Workflows', () => {
  it.each(['3.7.15', '3.7.16', '4.0.8', '4.0.10', '4.1.2'])('%s is taken', (version) => {
    expect(argoTag(version, 'kubeflow')).toBe(`v${version}`);
  });

  it.each(['3.7.14', '4.0.5', '4.0.7', '3.6.19', '2.12.13', 'v3.7.15', '3.7', 'latest', '5.0.0'])(
    '%s is refused, because it has a known hole or nobody has tried it',
    (version) => {
      expect(() => argoTag(version, 'kubeflow')).toThrow(/expected 3\.7\.15 or a later 3\.7, or 4\.0\.8 or later/);
    },
  );

  it('is that of the controller and of its containers in each run', () => {
    const installed = new Installed({ argoVersion: '4.0.8' });
    const { image, args } = installed.container('workflow-controller');
    expect(image).toBe('quay.io/argoproj/workflow-controller:v4.0.8');
    expect(args).toContain('--executor-image=quay.io/argoproj/argoexec:v4.0.8');
  });
});
