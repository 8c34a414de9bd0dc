import { App, Size } from 'cdk8s';
import {
  Argument,
  ArtifactPort,
  ArtifactType,
  Component,
  ImageRef,
  NetworkPolicyEnforcer,
  ParameterPort,
  ParameterType,
  Pipeline,
  PipelineDefinition,
  type PipelineProps,
  PipelineValue,
  Platform,
  TrustZone,
} from '../../../lib';
import { type PipelineDocuments } from '../../../lib/mlops/pipeline/ir/pipeline-ir';

export const IMAGE = ImageRef.of('registry.example/steps:1.2.3');
export const SMALL = { image: IMAGE, command: ['python3', 'step.py'], cpuMillicores: 100, memory: Size.mebibytes(128) };

export const records = ArtifactPort.untrustedOutput('records', ArtifactType.DATASET);
export const count = ParameterPort.output('count', ParameterType.NUMBER_INTEGER);
export const collect = Component.container({
  ...SMALL,
  name: 'collect',
  args: [...Argument.texts('--records'), records.argument, Argument.text('--count'), count.argument],
});

const recordsIn = ArtifactPort.input('records', ArtifactType.DATASET);
const least = ParameterPort.input('least', ParameterType.NUMBER_DOUBLE);
const report = ArtifactPort.output('report', ArtifactType.METRICS);
export const validate = Component.container({
  ...SMALL,
  name: 'validate',
  args: [recordsIn.argument, least.argument, report.argument],
});

export const status = ParameterPort.finalStatus('status');
export const record = Component.container({ ...SMALL, name: 'record', args: [status.argument] });

export function zoneOf(app = new App()): TrustZone {
  const platform = Platform.kubernetes({ networkPolicyEnforcer: NetworkPolicyEnforcer.CALICO });
  return new TrustZone(app, 'pipelines', { platform });
}

/** collect → validate, and record at the end. */
export function releaseLike(): PipelineDefinition {
  const definition = PipelineDefinition.named('release-like', { description: 'A small pipeline' });
  const threshold = definition.addParameter('threshold', ParameterType.NUMBER_DOUBLE, PipelineValue.number(0.9));
  const collected = definition.addTask('collect', { component: collect, retries: 2 });
  definition.addTask('validate', {
    component: validate,
    inputs: { records: collected.output('records'), least: threshold },
  });
  definition.addExitTask('record', { component: record });
  return definition;
}

export function pipelineOf(definition: PipelineDefinition, props: Partial<PipelineProps> = {}): Pipeline {
  return new Pipeline(zoneOf(), definition.name, { definition, ...props });
}

export function problemsOf(definition: PipelineDefinition, props: Partial<PipelineProps> = {}): string[] {
  return pipelineOf(definition, props).node.validate();
}

/** Both documents, for tests that break them. */
export function documentsOf(definition: PipelineDefinition): PipelineDocuments {
  const { platform } = zoneOf();
  return definition._render({ platform, resolveImage: (image) => image });
}
