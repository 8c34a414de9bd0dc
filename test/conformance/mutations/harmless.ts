/** Mutants that nobody has to notice, by their name, with the reason. */
export interface Harmless {
  readonly mutants: RegExp;
  readonly reason: string;
}

const CONTAINER = String.raw`Deployment .*(c|initC)ontainers\[[^\]]+\]`;
const changed = '(removed|turned over)';

const harmless = (pattern: string, reason: string): Harmless => ({ mutants: new RegExp(`^${pattern}$`), reason });

/** Somebody else in the documents, or in Kubernetes, still says it, or says more. */
export const SAID_ELSEWHERE: readonly Harmless[] = [
  harmless(
    String.raw`NetworkPolicy .*-egress: (removed|selects all pods|selects no pod|not Egress|metadata\.namespace removed|spec removed|spec\.podSelector.* removed)`,
    'a policy without rules closes what the default deny of its zone closes already',
  ),
  harmless(
    String.raw`NetworkPolicy .*: spec\.policyTypes(\[0\])? removed`,
    'the default deny of the zone isolates its pods in both directions, so that a policy adds its rules and nothing else',
  ),
  harmless(
    `${CONTAINER}.*volumeMounts.*readOnly ${changed}`,
    'the kubelet mounts Secrets and ConfigMaps read-only whatever is said, the claim is read-only itself, and scratch is to be written',
  ),
  harmless(
    `${CONTAINER}\\.resources\\.requests(\\..*)? removed`,
    'a request that is missing is as large as its limit: more is set aside, not less',
  ),
  harmless(
    String.raw`LimitRange .*: spec\.limits\[0\]\.default(Request)?(\..*)? removed`,
    'what is missing follows the maximum, and a container without limits of its own is denied by resource-limits',
  ),
  harmless(
    String.raw`ResourceQuota .*: spec\.hard\[requests\..*\] removed`,
    'requests are never above limits, which the quota bounds',
  ),
  harmless(
    String.raw`Namespace .*: metadata\.labels\[pod-security\.kubernetes\.io/(audit|warn)-version\] removed`,
    'the newest version warns of more, not of less',
  ),
  harmless(
    String.raw`Deployment .*affinity.* removed|Deployment .*topologySpreadConstraints\[1\].* removed`,
    'the other one of the two still spreads replicas over nodes; without both it is noticed',
  ),
  harmless(
    String.raw`Deployment .*: spec\.strategy.* removed`,
    'by itself Kubernetes replaces a quarter at a time, rounded so that two replicas lose none',
  ),
  harmless(`${CONTAINER}\\.imagePullPolicy removed`, 'a digest names the same content wherever it was pulled from'),
  harmless(
    String.raw`Deployment .*configMap\.(defaultMode|items(\[0\])?) removed`,
    'the ConfigMap has this one file, which is no secret and is mounted read-only',
  ),
  harmless(String.raw`Deployment .*secret\.items\[0\]\.mode removed`, 'the default mode of the volume says the same'),
  harmless(
    String.raw`Deployment .*fsGroupChangePolicy removed`,
    'the owner of files is then set at each start instead of once',
  ),
  harmless(
    String.raw`Deployment .*initContainers(\[check\](\.args(\[\d+\])?|\.volumeMounts(\[[^\]]+\](\.subPath)?)?)?)? removed`,
    'the guard makes the same checks before it is ready; checking first only says sooner why it is not',
  ),
];

/** It says what the program does, and no value of it is safer than another; a wrong one stops the program. */
export const NO_HARDENING: readonly Harmless[] = [
  harmless(
    String.raw`[A-Za-z]+ [^:]*: metadata\.annotations(\[argocd\.argoproj\.io/sync-wave\])? removed`,
    'the order of applying: within one wave Argo CD applies namespaces, policies and accounts before workloads too',
  ),
  harmless(
    String.raw`(Deployment|Service|ServiceAccount|PodDisruptionBudget) .*metadata\.labels(\[(app\.kubernetes\.io/[a-z-]+|secure-llm\.dev/workload)\])? removed`,
    'labels by which people find objects; policies, Services and rules look at those of pods and namespaces',
  ),
  harmless(
    `${CONTAINER}\\.args(\\[\\d+\\])? removed`,
    'the settings of the program; those that claims lean on are noticed',
  ),
  harmless(
    `${CONTAINER}\\.volumeMounts(\\[[^\\]]+\\](\\.subPath)?)? removed`,
    'a program that misses its key, its rules, its weights or its scratch does not start',
  ),
  harmless(
    `${CONTAINER}\\.ports(\\[[^\\]]+\\](\\.name)?)? removed`,
    'ports of a container are a remark; Services and policies name numbers',
  ),
  harmless(
    `${CONTAINER}\\.(startup|readiness|liveness)Probe\\.(periodSeconds|timeoutSeconds|failureThreshold|httpGet\\.path) removed`,
    'how often and where a program is asked; with a wrong path it never becomes ready',
  ),
  harmless(String.raw`Deployment .*fsGroup removed`, 'nobody in the pod can read its keys then, and it does not start'),
  harmless(String.raw`Deployment .*configMap\.optional turned over`, 'a guard without its rules does not start'),
  harmless(
    String.raw`Deployment .*: spec\.(replicas|progressDeadlineSeconds) removed`,
    'how many pods there are, and when a rollout is called late',
  ),
  harmless(
    String.raw`Deployment .*terminationGracePeriodSeconds removed`,
    'thirty seconds are longer than the hook sleeps; how much longer is needed depends on the answers',
  ),
  harmless(
    String.raw`(Deployment .*/qwen[^:]*: (.*topologySpreadConstraints.*removed|nothing spreads it over nodes|replaced at once))|PodDisruptionBudget .*/qwen[^:]*: (metadata\.namespace )?removed`,
    'one replica is not spread, and a rollout or drain takes it away whatever is said',
  ),
  harmless(
    String.raw`Service .*: ((metadata\.namespace )?removed|spec\.ports\[[a-z]+\](\.(name|targetPort))? removed)`,
    'what is not served is not reached',
  ),
];
