import { Size } from 'cdk8s';
import { SecretRef } from '../../lib/platform';
import { ConfigFile, EnvVar, Mount } from '../../lib/workload';
import { declareWorkload, declareZone, type Document, named } from './declared';
import { brokenHardening, HARDENING_RULES } from './hardening-rules';

/** A workload that uses everything that could spoil its hardening. */
function deployment(): Document {
  const zone = declareZone();
  const rules = new ConfigFile(zone, 'rules', { fileName: 'rules.json', text: '{}' });
  declareWorkload(zone, 'server', {
    env: [EnvVar.value('MODE', 'fast')],
    mounts: [
      Mount.scratch('/tmp', Size.mebibytes(16)),
      Mount.memory('/dev/shm', Size.mebibytes(16)),
      Mount.secretFile(SecretRef.key('hop', 'key'), '/etc/hop'),
      Mount.configFile(rules, '/etc/rules.json'),
      Mount.claim('weights', '/models'),
    ],
    initContainers: [{ name: 'check', args: ['check'] }],
  });
  return named(zone, 'Deployment', 'server');
}

it('a workload with its defaults keeps every hardening rule', () => {
  expect(brokenHardening(deployment())).toEqual([]);
});

it.each(HARDENING_RULES.map((rule) => [rule.field, rule] as const))('notices when %s is taken away', (field, rule) => {
  const spoilt = structuredClone<Document>(deployment());
  rule.break(spoilt);
  expect(brokenHardening(spoilt)).toContain(field);
});

it('notices a spoilt init container too', () => {
  const spoilt = structuredClone<Document>(deployment());
  spoilt.spec.template.spec.initContainers[0].securityContext = {};
  expect(brokenHardening(spoilt)).toEqual(
    expect.arrayContaining([
      'containers[].securityContext.readOnlyRootFilesystem',
      'containers[].securityContext.capabilities',
    ]),
  );
});
