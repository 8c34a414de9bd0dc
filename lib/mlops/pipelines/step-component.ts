import { Size } from 'cdk8s';
import { type CatalogImage } from '../../workload';
import { type Argument, Component, type ComponentProps } from '../pipeline';

/** What a step needs beside its command line. */
export interface StepNeeds extends Partial<Omit<ComponentProps, 'name' | 'command' | 'args'>> {
  /** Image of the catalogue, unless another one is given. */
  readonly catalogue: CatalogImage;
}

/** A component that runs one command of `pipeline-steps/`; it has the name of the command. */
export function stepComponent(command: string, args: readonly Argument[], needs: StepNeeds): Component {
  const { catalogue, image, cpuMillicores, memory, ...others } = needs;
  return Component.container({
    uid: catalogue.uid,
    gid: catalogue.gid,
    ...others,
    name: command,
    image: image ?? catalogue.image,
    command: ['python3', '-m', 'secure_llm_steps', command],
    args,
    cpuMillicores: cpuMillicores ?? 250,
    memory: memory ?? Size.mebibytes(256),
  });
}
