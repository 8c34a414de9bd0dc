import { cronJob, deployment, IDENTITY, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const annotated = (key: string): object => ({ annotations: { [key]: 'x' } });

export const cases: readonly PolicyCase[] = [
  allows('there are none', pod()),
  allows('an annotation is for people', deployment(annotated('secure-llm.dev/rules-sha256'))),
  allows('an annotation is for another controller', pod(annotated('prometheus.io/scrape'))),
  denies('a device is injected', pod(annotated('cdi.k8s.io/gpu'))),
  denies('a device of NVIDIA is injected', pod(annotated('nvidia.cdi.k8s.io/gpu'))),
  denies('CRI-O gives it devices of the node', deployment(annotated('io.kubernetes.cri-o.Devices'))),
  denies('CRI-O changes its cgroup', cronJob(annotated('cpu-quota.crio.io'))),
  denies('containerd is told something', pod(annotated('io.containerd.runc.v2'))),
  denies(
    'another runtime is asked for',
    pod({ ...annotated('io.kubernetes.cri.untrusted-workload'), labels: { [IDENTITY]: 'guard' } }),
  ),
];
