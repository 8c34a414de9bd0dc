import { type Fields } from './block-problems';
import { providerSchema, type BlockSchema, type ValueType } from './provider-schema';

/** A resource, data source, variable or local with what is read of it: `data.oci_core_services.all.services[0].id`. */
const REFERENCE = /(?<![\w."])((?:data\.)?oci_\w+|var|local)\.([A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*|\[[^\]]*\])*)/g;
const STEP = /\.([A-Za-z_][\w-]*)|\[[^\]]*\]/g;

export interface Configuration extends Fields {
  readonly resource?: { readonly [type: string]: { readonly [name: string]: Fields } };
  readonly data?: { readonly [type: string]: { readonly [name: string]: Fields } };
  readonly provider?: { readonly [name: string]: readonly Fields[] };
  readonly variable?: Fields;
  readonly locals?: Fields;
}

/** Expressions that read what is not declared, or what its schema does not have; and names of resources and providers alike. */
export function referenceProblems(stack: Configuration): string[] {
  return [...expressionsOf(stack, ''), ...dependenciesOf(stack)]
    .flatMap(([path, text]) =>
      [...text.matchAll(REFERENCE)].flatMap(([whole, kind = '', name = '', steps = '']) =>
        problemOf(stack, kind, name, steps).map((problem) => `${path} reads ${whole}: ${problem}`),
      ),
    )
    .concat(providerProblems(stack));
}

function problemOf(stack: Configuration, kind: string, name: string, steps: string): string[] {
  if (kind === 'var') return name in (stack.variable ?? {}) ? [] : ['there is no such variable'];
  if (kind === 'local') return name in (stack.locals ?? {}) ? [] : ['there is no such local'];
  const isData = kind.startsWith('data.');
  const type = kind.replace(/^data\./, '');
  if (!(name in ((isData ? stack.data : stack.resource)?.[type] ?? {}))) return ['it is not declared'];
  const schema = isData ? providerSchema.dataSource(type) : providerSchema.resource(type);
  return schema === undefined ? ['its type is unknown'] : readProblems(schema, [...steps.matchAll(STEP)]);
}

function readProblems(schema: BlockSchema, steps: RegExpMatchArray[]): string[] {
  const [first, ...rest] = steps;
  const name = first?.[1];
  if (first === undefined) return [];
  if (name === undefined) return readProblems(schema, rest);
  const attribute = schema.attributes?.[name];
  if (attribute !== undefined) return readInside(attribute.type, rest);
  const block = schema.block_types?.[name];
  return block === undefined ? [`there is no ${name}`] : readProblems(block.block, rest);
}

function readInside(type: ValueType, steps: RegExpMatchArray[]): string[] {
  const [first, ...rest] = steps;
  if (first === undefined) return [];
  if (typeof type === 'string') return [`a ${type} has no ${first[0]}`];
  const [kind, inner] = type;
  if (kind !== 'object') return readInside(inner, rest);
  const field = inner[first[1] ?? ''];
  return field === undefined ? [`there is no ${first[0]}`] : readInside(field, rest);
}

function expressionsOf(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === 'string') return value.includes('${') ? expressionParts(value).map((text) => [path, text]) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => key !== '//')
    .flatMap(([key, each]) => expressionsOf(each, path === '' ? key : `${path}.${key}`));
}

function expressionParts(text: string): string[] {
  return [...text.matchAll(/\$\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, inner = '']) => inner);
}

function dependenciesOf({ resource = {}, data = {} }: Configuration): [path: string, text: string][] {
  return [...Object.entries(resource), ...Object.entries(data)].flatMap(([type, named]) =>
    Object.entries(named).flatMap(([name, fields]) =>
      ((fields['depends_on'] ?? []) as string[]).map(
        (text) => [`${type}.${name}.depends_on`, text] as [string, string],
      ),
    ),
  );
}

function providerProblems({ resource = {}, data = {}, provider = {} }: Configuration): string[] {
  const aliases = Object.entries(provider).flatMap(([name, blocks]) =>
    blocks.map(({ alias }) => (typeof alias === 'string' ? `${name}.${alias}` : name)),
  );
  return [...Object.entries(resource), ...Object.entries(data)].flatMap(([type, named]) =>
    Object.entries(named)
      .map(
        ([name, fields]) =>
          [`${type}.${name}`, typeof fields['provider'] === 'string' ? fields['provider'] : 'oci'] as const,
      )
      .filter(([, wanted]) => !aliases.includes(wanted))
      .map(([place, wanted]) => `${place}.provider is ${wanted}, which is not declared`),
  );
}
