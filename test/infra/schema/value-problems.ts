import { type ObjectType, type ValueType } from './provider-schema';

/** Whether the text is one expression and nothing else, whose type the reference decides. */
export const isExpression = (value: unknown): boolean => typeof value === 'string' && /^\$\{[^}]*\}$/.test(value);

/** What is wrong with the type of a value, with its place. A number in quotes is wrong too: nobody means it. */
export function valueProblems(type: ValueType, value: unknown, path: string): string[] {
  if (isExpression(value)) return [];
  if (typeof type === 'string') {
    const wanted = type === 'bool' ? 'boolean' : type;
    return typeof value === wanted ? [] : [`${path} is ${JSON.stringify(value)}, expected a ${type}`];
  }
  const [kind, inner] = type;
  if (kind === 'list' || kind === 'set') {
    if (!Array.isArray(value)) return [`${path} is ${JSON.stringify(value)}, expected a ${kind}`];
    return value.flatMap((each, at) => valueProblems(inner, each, `${path}[${at}]`));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${path} is ${JSON.stringify(value)}, expected a ${kind}`];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    const of = kind === 'map' ? inner : (inner as ObjectType)[key];
    return of === undefined ? [`${path}.${key} is unknown`] : valueProblems(of, each, `${path}.${key}`);
  });
}
