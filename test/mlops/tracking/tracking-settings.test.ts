import { Testing } from 'cdk8s';
import { ExperimentTracking, TrustZone } from '../../../lib';
import { kubernetes, ofKind, podOf } from '../../workload/declared';
import { brokenSettings, TRACKING_SETTINGS, type Written } from './tracking-settings';

function written(): Written {
  const zone = new TrustZone(Testing.app(), 'pipelines', { platform: kubernetes() });
  new ExperimentTracking(zone, 'mlflow');
  const [config] = ofKind(zone, 'ConfigMap');
  return structuredClone({ pod: podOf(zone, 'mlflow'), config });
}

it('a tracking server with its defaults has every setting that it was measured with', () => {
  expect(brokenSettings(written())).toEqual([]);
});

it.each(TRACKING_SETTINGS.map((setting) => [setting.name, setting] as const))(
  'it is noticed when %s is taken away',
  (name, setting) => {
    const spoilt = written();
    setting.break(spoilt);
    expect(brokenSettings(spoilt)).toContain(name);
  },
);
