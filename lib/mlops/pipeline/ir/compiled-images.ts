import { ImageRef } from '../../../workload';
import { type ContainerSpec, type ExecutorSpec, type PipelineDocuments } from './pipeline-ir';
import { type RenderContext } from './render-context';

/** Pulls the images of a compiled pipeline from where the zone pulls all others, by the digests of its lock. */
export function resolvedImages(documents: PipelineDocuments, context: RenderContext): PipelineDocuments {
  const { spec } = documents;
  const executors = Object.entries(spec.deploymentSpec?.executors ?? {});
  return {
    ...documents,
    spec: {
      ...spec,
      ...(spec.deploymentSpec !== undefined && {
        deploymentSpec: {
          ...spec.deploymentSpec,
          executors: Object.fromEntries(executors.map(([label, executor]) => [label, resolved(executor, context)])),
        },
      }),
    },
  };
}

function resolved(executor: ExecutorSpec, context: RenderContext): ExecutorSpec {
  const { container } = executor;
  return container === undefined ? executor : { ...executor, container: withImage(container, context) };
}

/** What is no reference stays as it is; the check says so. */
function withImage(container: ContainerSpec, context: RenderContext): ContainerSpec {
  try {
    return { ...container, image: context.resolveImage(ImageRef.of(container.image ?? '')).toString() };
  } catch {
    return container;
  }
}
