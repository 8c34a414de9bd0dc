import { refusal } from '../../redaction';

/** What a value class or a construct of this room throws at once: what is wrong, the value, what was expected and the fix. */

const quote = (value: unknown): string => JSON.stringify(value) ?? String(value);
const at = (path?: string): string => (path === undefined ? '' : ` (at ${path || 'the app'})`);

export const portName = (name: string): Error =>
  refusal(
    `port name ${quote(name)} is not allowed: expected a letter, then letters, digits and "_", at most 63, ` +
      `because it becomes the name of an argument in Python`,
  );

export const placeholderInText = (what: string, text: string): Error =>
  refusal(
    `${what} ${quote(text)} holds "{{$", which Kubeflow replaces wherever it finds it: use the argument of a port for a ` +
      `placeholder, and pass text that people wrote as an artifact`,
  );

export const integerExpected = (number: number): Error =>
  refusal(`${number} is not a whole number: expected one of at most 2^53, or use PipelineValue.number`);

export const numberExpected = (number: number): Error => refusal(`${number} is not a number that JSON can hold`);

export const componentName = (name: string): Error =>
  refusal(
    `component name ${quote(name)} is not allowed: expected at most 63 lower-case letters, digits and dashes that start with ` +
      `a letter`,
  );

export const taskName = (name: string, pipeline: string): Error =>
  refusal(
    `task name ${quote(name)} of pipeline ${quote(pipeline)} is not allowed: expected at most 63 lower-case letters, digits ` +
      `and dashes that start with a letter, and not "body", which holds the tasks where there is an exit task`,
  );

export const taskTwice = (name: string, pipeline: string): Error =>
  refusal(`pipeline ${quote(pipeline)} has a task ${quote(name)} already: give each a name of its own`);

export const componentTwice = (name: string, pipeline: string): Error =>
  refusal(
    `two components of pipeline ${quote(pipeline)} are called ${quote(name)}: use one for both tasks, or give each a name of its own`,
  );

export const exitTaskTwice = (pipeline: string): Error =>
  refusal(`pipeline ${quote(pipeline)} has an exit task already: do both things in one step`);

export const parameterTwice = (name: string, pipeline: string): Error =>
  refusal(`pipeline ${quote(pipeline)} has a parameter ${quote(name)} already: give each a name of its own`);

export const parameterDefault = (name: string, type: string, actual: string): Error =>
  refusal(`the default of parameter ${quote(name)} is ${actual}: expected a fixed value of type ${type}`);

export const outputUnknown = (task: string, output: string, known: readonly string[]): Error =>
  refusal(
    `task ${quote(task)} has no output ${quote(output)}: expected one of ${known.map(quote).join(', ') || 'none, it has no outputs'}`,
  );

export const otherPipeline = (task: string, pipeline: string): Error =>
  refusal(`task ${quote(task)} is not of pipeline ${quote(pipeline)}: tasks wait for tasks of the same pipeline`);

export const definitionUsed = (pipeline: string): Error =>
  refusal(
    `pipeline ${quote(pipeline)} is rendered already, and its version is named by its content: define it completely, then ` +
      `create the Pipeline`,
  );

export const pipelineName = (name: string): Error =>
  refusal(
    `pipeline name ${quote(name)} is not allowed: expected lower-case letters, digits and dashes that start and end with a ` +
      `letter or digit, at most 63`,
  );

export const portsDiffer = (component: string, port: string): Error =>
  refusal(
    `component ${quote(component)} uses the port name ${quote(port)} for two different ports: give each a name of its own`,
  );

export const commandEmpty = (component: string): Error =>
  refusal(
    `component ${quote(component)} has no command: Kubeflow puts its own program in front of it and cannot know the image's`,
  );

export const privateEnv = (component: string, name: string): Error =>
  refusal(
    `component ${quote(component)} takes ${quote(name)} from a secret or the pod: the environment of a step holds fixed, ` +
      `public values only; mount a secret as a file with Mount.secretFile`,
  );

export const unsupportedMount = (component: string, path: string, expected: string): Error =>
  refusal(`component ${quote(component)} cannot have what is mounted at ${quote(path)}: ${expected}`);

export const quantityNotPositive = (component: string, what: string, amount: string): Error =>
  refusal(`${what} of component ${quote(component)} is ${amount}: expected a whole number above 0`);

export const limitBelowRequest = (component: string, what: string, request: string, limit: string): Error =>
  refusal(
    `the ${what} limit ${limit} of component ${quote(component)} is below its request ${request}: raise the limit or lower ` +
      `the request`,
  );

export const idTooLow = (component: string, field: string, id: number): Error =>
  refusal(
    `${field} ${id} of component ${quote(component)} may be root or belong to a user of the node: expected a whole number ` +
      `from 10001 to 2147483647`,
  );

export const retryInvalid = (task: string, field: string, value: string, expected: string): Error =>
  refusal(`${field} ${value} of task ${quote(task)} is not allowed: expected ${expected}`);

export const inPipeline = (pipeline: string, problem: string, path: string): Error =>
  refusal(`pipeline ${quote(pipeline)}: ${problem}${at(path)}`);

export const secretNotInCluster = (secret: string, path: string): Error =>
  refusal(
    `secret ${quote(secret)} comes through the secret store's CSI driver, whose volumes Kubeflow cannot mount into a step: bring it ` +
      `as a Kubernetes Secret, with SecretBackend.externalSecrets${at(path)}`,
  );

export const irUnreadable = (source: string, cause: string): Error =>
  refusal(
    `pipeline ${source} cannot be read: ${cause}; expected one YAML document of PipelineSpec 2.1.0, or that and the one of its ` +
      `platforms`,
  );

export const capacityInvalid = (pool: string, field: string, value: unknown): Error =>
  refusal(`${field} of node pool ${quote(pool)} is ${quote(value)}: expected a whole number of at least 0`);

export const cronUnreadable = (cron: string, cause: string, path: string): Error =>
  refusal(
    `schedule ${quote(cron)} cannot be read: ${cause}; expected 5 fields, minute, hour, day of month, month, day of week, ` +
      `such as "0 2 * * *"${at(path)}`,
  );

export const timeZoneUnknown = (timeZone: string, path: string): Error =>
  refusal(
    `time zone ${quote(timeZone)} is not known: expected a name of the IANA database as it is spelt there, such as ` +
      `"Europe/Zurich" or "Etc/UTC"${at(path)}`,
  );

export const runParameters = (problems: readonly string[], path: string): Error =>
  refusal(`a run of this schedule would be refused: ${problems.join('; ')}${at(path)}`);
