/** What can be wrong with a pipeline's documents, in words. A Pipeline lists all that it finds, with its path. */

const quote = (value: unknown): string => JSON.stringify(value) ?? String(value);
const list = (names: readonly string[]): string => names.map(quote).join(', ') || 'none';

export const problems = {
  schemaVersion: (actual: unknown) => `schemaVersion is ${quote(actual)}: Kubeflow accepts "2.1.0" only`,
  unknownKeys: (where: string, keys: readonly string[], known: readonly string[]) =>
    `${where} has unknown keys ${list(keys)}: expected only ${list(known)}`,
  name: (actual: unknown) =>
    `pipelineInfo.name is ${quote(actual)}: expected 1 to 128 lower-case letters, digits and dashes that start with a letter or digit`,
  noRoot: () => 'there is no root with a dag of tasks: a pipeline runs what stands there',
  empty: (scope: string) => `${scope} has no tasks: add at least one`,
  tooLarge: (bytes: number, most: number) =>
    `the pipeline has ${bytes} bytes: a Kubernetes object holds about ${most}; pass long texts as artifacts`,
  componentShape: (component: string) =>
    `component ${quote(component)} must have either an executorLabel or a dag of tasks`,
  noExecutor: (component: string, label: string, known: readonly string[]) =>
    `component ${quote(component)} names executor ${quote(label)}, which does not exist: expected one of ${list(known)}`,
  containerOnly: (executor: string) =>
    `executor ${quote(executor)} runs no container: only container components are supported`,
  noComponent: (task: string, component: unknown, known: readonly string[]) =>
    `task ${quote(task)} names component ${quote(component)}, which does not exist: expected one of ${list(known)}`,
  recursion: (path: readonly string[]) => `components contain themselves: ${path.join(' → ')}`,
  cycle: (scope: string, path: readonly string[]) =>
    `the tasks of ${scope} wait for each other in a circle, so none of them ever starts: ${path.join(' → ')}`,
  noTask: (task: string, what: string, missing: unknown, known: readonly string[]) =>
    `task ${quote(task)} ${what} task ${quote(missing)}, which is not beside it: expected one of ${list(known)}`,
  dependencyMissing: (task: string, producer: string) =>
    `task ${quote(task)} takes an output of ${quote(producer)} but does not list it in dependentTasks: the local runner would start it too early`,
  taskInfo: (task: string) => `task ${quote(task)} has no taskInfo.name: Kubeflow names its pods by it`,
  unbound: (task: string, port: string) =>
    `task ${quote(task)} leaves its input ${quote(port)} unbound: bind it to a value, a parameter or the output of a task`,
  noInput: (task: string, port: string, known: readonly string[]) =>
    `task ${quote(task)} binds ${quote(port)}, which its component does not take: expected one of ${list(known)}`,
  bindingShape: (task: string, port: string, kind: string) =>
    `task ${quote(task)} binds its ${kind} ${quote(port)} to nothing, to several things or to one of the other kind: expected exactly one ${kind}`,
  kindMismatch: (task: string, port: string, expected: string, actual: string) =>
    `task ${quote(task)} binds its ${expected} ${quote(port)} to ${actual}: a file cannot become a value on the way, nor a value a file`,
  noOutput: (task: string, port: string, producer: string, output: unknown, known: readonly string[]) =>
    `task ${quote(task)} binds ${quote(port)} to output ${quote(output)} of task ${quote(producer)}, which has no such output: expected one of ${list(known)}`,
  noScopeInput: (task: string, port: string, input: unknown, known: readonly string[]) =>
    `task ${quote(task)} binds ${quote(port)} to input ${quote(input)} of what it stands in, which has no such input: expected one of ${list(known)}`,
  typeMismatch: (task: string, port: string, expected: string, actual: string, origin: string) =>
    `task ${quote(task)} takes ${expected} as ${quote(port)} and ${origin} is ${actual}: use the same type on both sides`,
  untrusted: (task: string, port: string, producer: string, output: string) =>
    `task ${quote(task)} takes output ${quote(output)} of ${quote(producer)} as parameter ${quote(port)}, and it may hold what an attacker wrote: parameters are pasted into command lines, pass it as an artifact`,
  placeholderInConstant: (place: string, text: string) =>
    `${place} holds "{{$" in ${quote(text.slice(0, 80))}, which Kubeflow would replace: pass such text as an artifact`,
  constantType: (task: string, port: string, expected: string, actual: unknown) =>
    `task ${quote(task)} takes ${expected} as ${quote(port)} and is given ${quote(actual)}: use a value of that type`,
  defaultType: (parameter: string, expected: string, actual: unknown) =>
    `parameter ${quote(parameter)} is of type ${expected} and its default is ${quote(actual)}: use a value of that type`,
  parameterType: (place: string, actual: unknown) => `${place} has the unknown type ${quote(actual)}`,
  statusPort: (task: string, port: string) =>
    `task ${quote(task)} binds ${quote(port)} to how a task ended: only a task that runs however that ended can have it, in a port of type TASK_FINAL_STATUS`,
  outputOfFailed: (task: string, port: string, producer: string) =>
    `task ${quote(task)} runs however the others ended and takes an output of ${quote(producer)} as ${quote(port)}, which may not exist then: write it to where both find it`,
  condition: (task: string, input: string) =>
    `task ${quote(task)} has a condition on ${quote(input)}, which is not among its inputs: it would be skipped, and the run would count as succeeded`,
  dagOutput: (scope: string, output: string, producer: unknown, key: unknown) =>
    `output ${quote(output)} of ${scope} is to be output ${quote(key)} of task ${quote(producer)}, which does not exist`,
  undeclaredOutput: (scope: string, output: string) =>
    `${scope} selects the output ${quote(output)} without defining it in outputDefinitions`,
  duration: (task: string, field: string, actual: unknown) =>
    `${field} of task ${quote(task)} is ${quote(actual)}: expected seconds with their unit, such as "30s"`,
  retryCount: (task: string, actual: unknown) =>
    `maxRetryCount of task ${quote(task)} is ${quote(actual)}: expected a whole number from 0 to 10`,
  image: (executor: string, message: string) => `executor ${quote(executor)}: ${message}`,
  noCommand: (executor: string) =>
    `executor ${quote(executor)} has no command: Kubeflow puts its own program in front of it and cannot know the image's`,
  programPlaceholder: (executor: string, text: string) =>
    `executor ${quote(executor)} has a placeholder in its program name ${quote(text)}, where the cluster replaces none: use it in an argument`,
  placeholder: (executor: string, text: string) =>
    `executor ${quote(executor)} has the placeholder ${quote(text)}, which the cluster does not replace: expected {{$}}, the path or uri of an artifact, the value of an input parameter or the output_file of an output parameter`,
  placeholderPort: (executor: string, text: string, component: string) =>
    `executor ${quote(executor)} has the placeholder ${quote(text)}, and component ${quote(component)} has no such port`,
  installs: (executor: string) =>
    `executor ${quote(executor)} installs packages when it starts: put them into the image, so that every run is of the same program`,
  env: (executor: string, message: string) => `executor ${quote(executor)}: ${message}`,
  quantity: (executor: string, field: string, actual: unknown) =>
    `${field} of executor ${quote(executor)} is ${quote(actual)}: expected a positive quantity, such as "500m" or "16Gi"`,
  limitBelowRequest: (executor: string, field: string, request: string, limit: string) =>
    `${field} of executor ${quote(executor)} is limited to ${limit} and requests ${request}: raise the limit or lower the request`,
  accelerator: (executor: string, actual: unknown) =>
    `the accelerator of executor ${quote(executor)} is ${quote(actual)}: expected resourceType, such as "nvidia.com/gpu", and resourceCount, a whole number above 0`,
  noNode: (executor: string, asked: string, pools: readonly string[]) =>
    `executor ${quote(executor)} asks for ${asked}, which no node pool can satisfy, so it would wait for ever: ${pools.join('; ')}`,
  overReserve: (executor: string, asked: string, largest: string) =>
    `executor ${quote(executor)} may take ${asked} and the zone admits ${largest} in a container of a run: raise largestRunPod of KubeflowPipelines, or ask for less`,
  platformWithoutExecutor: (label: string, known: readonly string[]) =>
    `the platform settings are for executor ${quote(label)}, which does not exist: expected one of ${list(known)}`,
  secretInEnv: (label: string) =>
    `executor ${quote(label)} takes a secret into its environment (secretAsEnv), which every child process inherits: mount it with secretAsVolume`,
  rootUser: (label: string, actual: unknown) =>
    `executor ${quote(label)} runs as user ${quote(actual)}: Pod Security restricted demands runAsNonRoot: true and a user id above 0`,
};
