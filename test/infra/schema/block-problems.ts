import { type BlockSchema, type NestedBlockSchema } from './provider-schema';
import { isExpression, valueProblems } from './value-problems';

/** What every resource and data source may say beside its schema. */
const META = ['//', 'count', 'for_each', 'depends_on', 'provider', 'lifecycle'];

export interface Fields {
  readonly [name: string]: unknown;
}

/** What the schema does not allow in a block: missing, unknown, of a wrong type, or too few and too many of them. */
export function blockProblems(schema: BlockSchema, fields: Fields, path: string, isResource = false): string[] {
  const { attributes = {}, block_types: blocks = {} } = schema;
  const missing = Object.entries(attributes)
    .filter(([name, { required }]) => required === true && (fields[name] ?? undefined) === undefined)
    .map(([name]) => `${path}.${name} is required`);
  const said = Object.entries(fields).flatMap(([name, value]) => {
    const place = `${path}.${name}`;
    if (isResource && META.includes(name)) return [];
    const attribute = attributes[name];
    if (attribute !== undefined) {
      const isReadOnly = attribute.computed === true && attribute.optional !== true && attribute.required !== true;
      return isReadOnly ? [`${place} is only ever read`] : valueProblems(attribute.type, value, place);
    }
    return name in blocks ? [] : [`${place} is unknown`];
  });
  const nested = Object.entries(blocks).flatMap(([name, block]) =>
    nestedProblems(block, fields[name], `${path}.${name}`),
  );
  return [...missing, ...said, ...nested];
}

function nestedProblems(schema: NestedBlockSchema, value: unknown, path: string): string[] {
  const { min_items: least = 0, max_items: most = Infinity, nesting_mode: mode, block } = schema;
  const isDynamic = isExpression(value);
  const several: unknown[] = value === undefined || isDynamic ? [] : Array.isArray(value) ? value : [value];
  const upper = mode === 'single' ? 1 : most;
  return [
    ...(several.length < least && !isDynamic
      ? [`${path} is needed ${least} times, and there are ${several.length}`]
      : []),
    ...(several.length > upper ? [`${path} is allowed ${upper} times, and there are ${several.length}`] : []),
    ...several.flatMap((each, at) =>
      typeof each === 'object' && each !== null
        ? blockProblems(block, each as Fields, `${path}[${at}]`)
        : [`${path}[${at}] is ${JSON.stringify(each)}, expected a block`],
    ),
  ];
}
