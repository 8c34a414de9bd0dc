import { type ParameterSpec } from '../ir/pipeline-ir';
import { type PipelineValue } from '../pipeline-value';

/** Why the API server would refuse to create a run with these parameters. */
export function runParameterProblems(
  declared: { readonly [name: string]: ParameterSpec },
  given: { readonly [name: string]: PipelineValue },
): string[] {
  const names = Object.keys(declared);
  const required = Object.entries(declared).filter(([, each]) => !each.isOptional && each.defaultValue === undefined);
  return [
    ...required
      .filter(([name]) => !Object.hasOwn(given, name))
      .map(([name]) => `parameter ${JSON.stringify(name)} has no default and is not given`),
    ...Object.entries(given).flatMap(([name, value]) => {
      const type = Object.hasOwn(declared, name) ? declared[name]?.parameterType : undefined;
      if (type === undefined)
        return [`there is no parameter ${JSON.stringify(name)}, only ${names.join(', ') || 'none'}`];
      if (!('constant' in value._source)) return [`parameter ${JSON.stringify(name)} is not a fixed value`];
      return String(value._type) === type
        ? []
        : [`parameter ${JSON.stringify(name)} is ${value._type}, expected ${type}`];
    }),
  ];
}
