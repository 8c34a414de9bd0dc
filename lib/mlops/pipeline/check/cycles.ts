import { type PipelineSpec } from '../ir/pipeline-ir';
import { problems } from './problems';
import { componentOf, producersOf, scopes } from './scope';

/** Tasks that wait for each other, and components that contain themselves. Kubeflow finds neither before the run. */
export function cycleProblems(spec: PipelineSpec): string[] {
  const among = scopes(spec).flatMap(({ name, tasks }) => {
    const edges = new Map(tasks.map(([task, each]) => [task, [...(each.dependentTasks ?? []), ...producersOf(each)]]));
    const cycle = findCycle(edges);
    return cycle === undefined ? [] : [problems.cycle(name, cycle)];
  });
  const contains = new Map(
    scopes(spec).map(({ name, tasks }) => [
      name,
      tasks.flatMap(([, task]) => (componentOf(spec, task) === undefined ? [] : (task.componentRef?.name ?? []))),
    ]),
  );
  const recursion = findCycle(contains);
  return [...among, ...(recursion === undefined ? [] : [problems.recursion(recursion)])];
}

/** @returns the nodes of a cycle, its first one again at the end; undefined if there is none */
export function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] | undefined => {
    if (finished.has(node)) return undefined;
    const start = path.indexOf(node);
    if (start >= 0) return [...path.slice(start), node];
    path.push(node);
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    finished.add(node);
    return undefined;
  };
  for (const node of edges.keys()) {
    const cycle = visit(node);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
