import { type Size } from 'cdk8s';
import { errors } from './errors';
import { type Mount } from './mount';
import { type Resources } from './resources';

/** Scratch space that does not fit into the limits: filling it would get the container killed or the pod evicted. */
export function scratchProblems(mounts: readonly Mount[], resources: Resources, path: string): string[] {
  const memory = total(mounts, (mount) => mount._parts.memory);
  const disk = total(mounts, (mount) => mount._parts.disk);
  const problems: string[] = [];
  const memoryLimit = resources.memoryLimit.toKibibytes();
  // equal would leave the process itself no memory
  if (memory >= memoryLimit) problems.push(errors.scratchExceeds('memory', memory, memoryLimit, path).message);
  const diskLimit = resources.ephemeralStorageLimit.toKibibytes();
  if (disk > diskLimit) problems.push(errors.scratchExceeds('ephemeral-storage', disk, diskLimit, path).message);
  return problems;
}

/** KiB over all volumes, each once however many containers mount it. */
function total(mounts: readonly Mount[], sizeOf: (mount: Mount) => Size | undefined): number {
  const kibibytes = new Map(mounts.map((mount) => [mount._parts.name, sizeOf(mount)?.toKibibytes() ?? 0]));
  return [...kibibytes.values()].reduce((sum, each) => sum + each, 0);
}
