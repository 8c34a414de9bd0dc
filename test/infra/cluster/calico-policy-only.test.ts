import { parseAllDocuments } from 'yaml';
import { calicoPolicyOnly, calicoRelease } from '../../../lib/infra';

/** The parts of Calico's manifest that are edited, and some that are not. */
const MANIFEST = `---
# a comment that stays
kind: ConfigMap
apiVersion: v1
metadata:
  name: calico-config
  namespace: kube-system
data:
  cni_network_config: |-
    { "name": "k8s-pod-network" }
---
kind: DaemonSet
apiVersion: apps/v1
metadata:
  name: calico-node
  namespace: kube-system
spec:
  template:
    spec:
      tolerations:
        - effect: NoSchedule
          operator: Exists
      initContainers:
        - name: ebpf-bootstrap
          image: quay.io/calico/node:v3.32.0
      containers:
        - name: calico-node
          image: quay.io/calico/node:v3.32.0
          envFrom:
            - configMapRef:
                name: kubernetes-services-endpoint
                optional: true
          env:
            - name: DATASTORE_TYPE
              value: kubernetes
            - name: FELIX_TYPHAK8SSERVICENAME
              valueFrom: { configMapKeyRef: { name: calico-config, key: typha_service_name } }
            - name: FELIX_HEALTHENABLED
              value: "true"
          volumeMounts:
            - { mountPath: /host/etc/cni/net.d, name: cni-net-dir }
            - { mountPath: /lib/modules, name: lib-modules }
            - { mountPath: /var/log/calico/cni, name: cni-log-dir }
      volumes:
        - { name: lib-modules, hostPath: { path: /lib/modules } }
        - { name: cni-bin-dir, hostPath: { path: /opt/cni/bin } }
        - { name: cni-net-dir, hostPath: { path: /etc/cni/net.d } }
        - { name: cni-log-dir, hostPath: { path: /var/log/calico/cni } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: calico-typha
spec:
  replicas: 1
`;

const documents = (text: string) =>
  parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((document) => document !== null);

describe('calicoPolicyOnly', () => {
  const edited = calicoPolicyOnly(MANIFEST);
  const pod = documents(edited)[1].spec.template.spec;

  it('leaves the network of the nodes alone: no init container, no files of a CNI', () => {
    expect(pod).not.toHaveProperty('initContainers');
    expect(pod.volumes.map(({ name }: { name: string }) => name)).toEqual(['lib-modules']);
    expect(pod.containers[0].volumeMounts.map(({ name }: { name: string }) => name)).toEqual(['lib-modules']);
  });

  it('sets what Oracle documents, and drops what would look for Typha', () => {
    expect(pod.containers[0].env).toEqual([
      { name: 'DATASTORE_TYPE', value: 'kubernetes' },
      { name: 'FELIX_HEALTHENABLED', value: 'true' },
      { name: 'FELIX_INTERFACEPREFIX', value: 'oci' },
      { name: 'NO_DEFAULT_POOLS', value: 'true' },
      { name: 'FELIX_CHAININSERTMODE', value: 'Append' },
      { name: 'FELIX_IPTABLESMANGLEALLOWACTION', value: 'Return' },
      { name: 'FELIX_IPTABLESBACKEND', value: 'NFT' },
    ]);
    expect(pod.containers[0]).not.toHaveProperty('envFrom');
  });

  it('keeps everything else as it was', () => {
    const before = documents(MANIFEST);
    const after = documents(edited);
    expect(after).toHaveLength(3);
    expect(after[0]).toEqual(before[0]);
    expect(after[2]).toEqual(before[2]);
    expect(edited).toContain('# a comment that stays');
    expect(pod.tolerations).toEqual([{ effect: 'NoSchedule', operator: 'Exists' }]);
    expect(pod.containers[0].image).toBe('quay.io/calico/node:v3.32.0');
  });

  it.each([
    ['the DaemonSet', 'kind: DaemonSet', 'kind: Deployment', 'DaemonSet calico-node'],
    ['its container', '- name: calico-node', '- name: node', 'container calico-node'],
    ['init containers', 'initContainers', 'otherContainers', 'initContainers'],
    ['the variable of Typha', 'FELIX_TYPHAK8SSERVICENAME', 'FELIX_TYPHA', 'FELIX_TYPHAK8SSERVICENAME'],
    ['the ConfigMap of services', 'kubernetes-services-endpoint', 'other', 'kubernetes-services-endpoint'],
    ['the volume of the CNI', 'name: cni-bin-dir', 'name: other', 'cni-bin-dir'],
    ['an edited manifest', 'calico-node', 'calico', 'DaemonSet calico-node'],
  ])('edits nothing when %s is not there', (_, text, other, part) => {
    expect(() => calicoPolicyOnly(MANIFEST.replaceAll(text, other))).toThrow(`the manifest has no ${part}`);
  });

  it('edits no manifest twice', () => {
    expect(() => calicoPolicyOnly(edited)).toThrow('the manifest has no initContainers');
  });
});

describe('calicoRelease', () => {
  it.each([
    ['1.34', '3.30.3'],
    ['1.35', '3.31.5'],
    ['1.36', '3.32.0'],
  ])('is for Kubernetes %s the release that Oracle tested: %s', (version, release) => {
    expect(calicoRelease(version)).toBe(release);
  });

  it('refuses a version that Oracle has tested none for', () => {
    expect(() => calicoRelease('1.37')).toThrow('unknown kubernetesVersion "1.37"');
  });
});
