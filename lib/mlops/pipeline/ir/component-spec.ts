import { type Component } from '../component';
import { type ComponentPort, type Direction } from '../component-port';
import { type ComponentSpec, type Ports } from './pipeline-ir';

/** Version of the artifact types that Kubeflow ships. */
const ARTIFACT_SCHEMA = '0.0.1';

/** The component as its tasks see it: which executor runs, what goes in and what comes out. */
export function componentSpec(component: Component): ComponentSpec {
  const inputs = ports(component._ports, 'input');
  const outputs = ports(component._ports, 'output');
  return {
    executorLabel: executorLabel(component),
    ...(inputs && { inputDefinitions: inputs }),
    ...(outputs && { outputDefinitions: outputs }),
  };
}

/** Key of the component among the pipeline's. */
export function componentKey({ name }: Component): string {
  return `comp-${name}`;
}

/** Label of the executor that it runs. */
export function executorLabel({ name }: Component): string {
  return `exec-${name}`;
}

function ports(all: readonly ComponentPort[], direction: Direction): Ports | undefined {
  const here = all.filter(({ _direction }) => _direction === direction);
  const parameters = here.filter(({ _kind }) => _kind === 'parameter').map((port) => [port.name, parameter(port)]);
  const artifacts = here.filter(({ _kind }) => _kind === 'artifact').map((port) => [port.name, artifact(port)]);
  if (here.length === 0) return undefined;
  return {
    ...(artifacts.length > 0 && { artifacts: Object.fromEntries(artifacts) as Ports['artifacts'] }),
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) as Ports['parameters'] }),
  };
}

function parameter({ _type }: ComponentPort): object {
  // Kubeflow itself fills it in, so no task has to bind it
  return { parameterType: _type, ...(_type === 'TASK_FINAL_STATUS' && { isOptional: true }) };
}

function artifact({ _type }: ComponentPort): object {
  return { artifactType: { schemaTitle: _type, schemaVersion: ARTIFACT_SCHEMA } };
}
