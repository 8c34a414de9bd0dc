import { createHash } from 'node:crypto';
import { ConfigFile } from '../../lib/workload';
import { declareZone, ofKind } from './declared';

describe('a configuration file', () => {
  it('is an immutable ConfigMap whose name carries the hash of its content', () => {
    const zone = declareZone();
    const file = new ConfigFile(zone, 'rules', { name: 'guardrail-rules', fileName: 'ruleset.json', text: '{"ä":1}' });
    const [configMap] = ofKind(zone, 'ConfigMap');
    expect(configMap).toMatchObject({ immutable: true, data: { 'ruleset.json': '{"ä":1}' } });
    expect(configMap.metadata).toMatchObject({ name: file.configMapName, namespace: 'guardrail' });
    expect(file.configMapName).toMatch(/^guardrail-rules-[0-9a-f]{16}$/);
    expect(file.sha256).toBe(createHash('sha256').update('{"ä":1}').digest('hex'));
  });

  it('is another object when its content or its file name changes', () => {
    const zone = declareZone();
    const name = (id: string, fileName: string, text: string) =>
      new ConfigFile(zone, id, { name: 'rules', fileName, text }).configMapName;
    expect(new Set([name('1', 'a', 'x'), name('2', 'a', 'y'), name('3', 'b', 'x')]).size).toBe(3);
  });

  it('is refused when a ConfigMap cannot hold it', () => {
    const zone = declareZone();
    expect(() => new ConfigFile(zone, 'a', { fileName: 'a/b', text: '' })).toThrow(/cannot be a key.*at guardrail\/a/);
    expect(() => new ConfigFile(zone, 'b', { fileName: 'b', text: 'ä'.repeat(524_289) })).toThrow(/has 1048578 bytes/);
  });
});
