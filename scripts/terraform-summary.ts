import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was written for one example as Terraform JSON. */
export interface TerraformSummary {
  /** Names of the stacks. */
  readonly stacks: string[];
  /** Number of resources by type. */
  readonly resources: ReadonlyMap<string, number>;
  /** Number of data sources. */
  readonly dataSources: number;
  /** Names of the outputs. */
  readonly outputs: string[];
  /** Wall time of the example's process, seconds. */
  readonly seconds: number;
}

type ByType = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The part of a stack's JSON that is counted. */
export interface StackJson {
  readonly resource?: ByType;
  readonly data?: ByType;
  readonly output?: Readonly<Record<string, unknown>>;
}

/** The stacks that cdktf wrote into a folder, by name. */
export function readStacks(folder: string): Map<string, StackJson> {
  const names = readdirSync(join(folder, 'stacks')).sort();
  return new Map(
    names.map((name) => [
      name,
      JSON.parse(readFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), 'utf8')) as StackJson,
    ]),
  );
}

/** Counts what is in the stacks. */
export function summarizeTerraform(stacks: ReadonlyMap<string, StackJson>, seconds: number): TerraformSummary {
  const resources = new Map<string, number>();
  let dataSources = 0;
  for (const { resource = {}, data = {} } of stacks.values()) {
    for (const [type, named] of Object.entries(resource)) {
      resources.set(type, (resources.get(type) ?? 0) + Object.keys(named).length);
    }
    for (const named of Object.values(data)) dataSources += Object.keys(named).length;
  }
  return {
    stacks: [...stacks.keys()],
    resources: new Map([...resources].sort(([a], [b]) => (a < b ? -1 : 1))),
    dataSources,
    outputs: [...stacks.values()].flatMap(({ output = {} }) => Object.keys(output)).sort(),
    seconds,
  };
}

/** The summary as lines for a terminal. */
export function formatTerraformSummary(name: string, folder: string, summary: TerraformSummary): string {
  const total = [...summary.resources.values()].reduce((sum, count) => sum + count, 0);
  const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`;
  return [
    `${name}: ${count(summary.stacks.length, 'stack')}, ${count(total, 'resource')}, ${count(summary.dataSources, 'data source')}, ` +
      `${count(summary.outputs.length, 'output')}, ${summary.seconds.toFixed(1)} s → ${folder}`,
    `  stacks: ${summary.stacks.join(', ')}`,
    `  resources: ${[...summary.resources].map(([type, many]) => `${type.replace(/^oci_/, '')} ${many}`).join(', ')}`,
  ].join('\n');
}
