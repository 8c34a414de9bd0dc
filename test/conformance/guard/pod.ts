import { guardVenv } from '../tools/guard-venv/guard-venv';
import { type ContainerImage } from './container-image';
import { podEnvironment } from './pod-environment';
import { podFiles, type SecretValues } from './pod-files';
import { PodProcess } from './pod-process';
import { describeOverlay, type SandboxPlan } from './pod-sandbox';
import { type Container, type PodTemplate } from './pod-template';

export interface PodOptions {
  readonly template: PodTemplate;
  /** @default - the template's container */
  readonly container?: Container;
  readonly image: ContainerImage;
  /** The only arguments that are not the template's. */
  readonly addedArgs: readonly string[];
  readonly hosts: Readonly<Record<string, string>>;
  readonly secrets: SecretValues;
  /** Further folders that the image would hold. @default none */
  readonly shown?: readonly string[];
}

/** Starts a container of a synthesized pod template: its command, arguments, environment, mounts, user and groups. */
export async function startContainer(options: PodOptions): Promise<PodProcess> {
  return new PodProcess(await containerPlan(options));
}

/** What differs between the host and the container, for a reader. */
export async function overlayOf(options: PodOptions): Promise<string> {
  return describeOverlay({ ...(await containerPlan(options)), root: '' });
}

async function containerPlan(options: PodOptions): Promise<Omit<SandboxPlan, 'root'>> {
  const { template, hosts, secrets } = options;
  const container = options.container ?? template.container;
  const venv = await guardVenv();
  const pod = template.securityContext;
  const own = container.securityContext ?? {};
  const user = own.runAsUser ?? pod.runAsUser;
  const group = own.runAsGroup ?? pod.runAsGroup;
  if (user === undefined || group === undefined) throw new Error(`${template.name} names no user and group to run as`);
  return {
    shown: [...venv.folders, ...(options.shown ?? [])],
    files: podFiles(template, container.volumeMounts ?? [], secrets),
    hosts,
    user,
    group,
    supplementalGroups: pod.fsGroup === undefined ? [] : [pod.fsGroup],
    env: podEnvironment(template, container, options.image, venv.bin),
    argv: [...(container.command ?? options.image.entrypoint), ...(container.args ?? []), ...options.addedArgs],
  };
}
