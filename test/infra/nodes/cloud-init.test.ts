import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { TaintEffect } from '../../../lib/infra';
import { cloudInit } from '../../../lib/infra/nodes/cloud-init';
import { nodeLabels, taintText } from '../../../lib/infra/nodes/taint';
import { NodeOs } from '../../../lib/platform';

describe('the first script of a node', () => {
  const script = cloudInit(NodeOs.ORACLE_LINUX, [
    { key: 'example.com/team', value: 'a' },
    { key: 'quiet', effect: TaintEffect.NO_EXECUTE },
  ]);

  it('grows the file system, then runs the bootstrap of OKE, which it replaces otherwise', () => {
    const order = ['oci-growfs -y', 'oke_init_script', 'bash /var/run/oke-init.sh'].map((part) => script.indexOf(part));
    expect(order.every((at) => at > 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('asks the metadata service as version 2 wants it, because version 1 is off', () => {
    expect(script).toContain('-H "Authorization: Bearer Oracle"');
    expect(script).toContain('/opc/v2/');
    expect(script).not.toContain('/opc/v1/');
  });

  it('hands taints to the kubelet', () => {
    expect(script).toContain(
      'bash /var/run/oke-init.sh --kubelet-extra-args "--register-with-taints=example.com/team=a:NoSchedule,quiet=:NoExecute"',
    );
    expect(cloudInit(NodeOs.ORACLE_LINUX, [])).not.toContain('kubelet');
  });

  it('says why a node does not join when the metadata service does not answer, and runs no half of a bootstrap', () => {
    const silent = `curl() { printf 'ZWNobyByYW4K'; return 22; }\n${script.replaceAll('/var/run/oke-init.sh', '/dev/null')}`;
    const { status, stdout, stderr } = spawnSync('bash', [], { input: silent, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('the bootstrap of OKE could not be read, so the node does not join');
  });

  it('is a script that bash can read', () => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('calls the bootstrap that Ubuntu brings along', () => {
    expect(cloudInit(NodeOs.UBUNTU, [])).toBe('#cloud-config\nruncmd:\n  - oke bootstrap\n');
  });
});

describe('taints and labels of nodes', () => {
  it('take nothing that a shell would read otherwise', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, value) => {
        let text: string;
        try {
          text = taintText({ key, value });
        } catch {
          return;
        }
        expect(text).toMatch(/^[A-Za-z0-9./_-]+=[A-Za-z0-9._-]*:NoSchedule$/);
      }),
    );
  });

  it.each([
    [{ key: '' }, 'taint key ""'],
    [{ key: 'a b' }, 'taint key "a b"'],
    [{ key: 'a', value: '$(id)' }, 'taint value "$(id)"'],
    [{ key: 'a', effect: 'NoSchedule"; id' as TaintEffect }, 'taint effect'],
  ])('refuse %j', (taint, message) => {
    expect(() => taintText(taint)).toThrow(message);
  });

  it('list labels by key and refuse what Kubernetes does', () => {
    expect(nodeLabels({ b: '2', 'example.com/a': '' })).toEqual([
      { key: 'b', value: '2' },
      { key: 'example.com/a', value: '' },
    ]);
    expect(() => nodeLabels({ 'a b': '1' })).toThrow('node label key "a b"');
    expect(() => nodeLabels({ a: 'b c' })).toThrow('node label value "b c"');
  });
});
