import { type PipelineSpec } from '../ir/pipeline-ir';
import { problems } from './problems';
import { componentOf, producersOf, scopes } from './scope';
import { TEXT_TYPES } from './values';

/**
 * Text that an attacker may have written and that would become a parameter. It starts at the outputs that are declared untrusted and
 * goes on through every step that reads them: what such a step writes as text may be a quotation. Numbers and truth values are parsed
 * by the launcher, so nothing hides in them.
 * @param untrusted outputs as `<component>/<port>`
 */
export function untrustedProblems(spec: PipelineSpec, untrusted: ReadonlySet<string>): string[] {
  if (untrusted.size === 0) return [];
  return scopes(spec).flatMap(({ tasks }) => {
    const tainted = taintedTasks(tasks, untrusted);
    return tasks.flatMap(([name, task]) =>
      Object.entries(task.inputs?.parameters ?? {}).flatMap(([port, { taskOutputParameter }]) => {
        const { producerTask = '', outputParameterKey = '' } = taskOutputParameter ?? {};
        if (!tainted.has(producerTask)) return [];
        const producer = tasks.find(([each]) => each === producerTask)?.[1];
        const output = producer && componentOf(spec, producer)?.outputDefinitions?.parameters?.[outputParameterKey];
        return TEXT_TYPES.includes(output?.parameterType ?? '')
          ? [problems.untrusted(name, port, producerTask, outputParameterKey)]
          : [];
      }),
    );
  });
}

type Tasks = ReturnType<typeof scopes>[number]['tasks'];

/** Tasks that saw what an attacker wrote: those that brought it, and all that take anything from them. */
function taintedTasks(tasks: Tasks, untrusted: ReadonlySet<string>): Set<string> {
  const components = new Set([...untrusted].map((output) => output.split('/')[0]));
  const tainted = new Set(tasks.filter(([, task]) => components.has(task.componentRef?.name)).map(([name]) => name));
  for (let before = -1; before !== tainted.size;) {
    before = tainted.size;
    for (const [name, task] of tasks) if (producersOf(task).some((each) => tainted.has(each))) tainted.add(name);
  }
  return tainted;
}
