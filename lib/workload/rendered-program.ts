import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { type IConstruct } from 'constructs';

/** An object as it is rendered on its own, before the chart orders it. */
export interface RenderedObject {
  /** Group and version. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
  /** Name and namespace. */
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** An object with the construct that writes it. */
export interface WrittenObject {
  /** Path of the construct. */
  readonly path: string;
  /** The object. */
  readonly document: RenderedObject;
}

/** Every object of a program, and why some cannot be rendered. */
export interface RenderedObjects {
  /** What can be rendered, in the order of the tree. */
  readonly objects: readonly WrittenObject[];
  /** Why the others cannot. */
  readonly failures: readonly string[];
}

/** Renders each object of the program by itself, to find those that cannot be and to know who writes which. */
export function renderObjects(root: IConstruct): RenderedObjects {
  const objects: WrittenObject[] = [];
  const failures: string[] = [];
  for (const object of root.node.findAll().filter((each) => ApiObject.isApiObject(each))) {
    try {
      objects.push({ path: object.node.path, document: object.toJson() as RenderedObject });
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  return { objects, failures };
}

/** The text of each chart as `App.synth` writes it: a file each, or one file with `---` between them. */
export function renderCharts(root: IConstruct): string[] {
  const charts = root.node.findAll().filter((each) => Chart.isChart(each));
  // rendering any chart makes the dependencies known from which the app takes the order of all
  charts[0]?.toJson();
  return App.of(root).charts.map((chart) => Yaml.stringify(...(Object.values(chart.toJson()) as object[])));
}

/** Two objects of one identity are one to the API server, whatever version each is written in. */
export function identityOf({ apiVersion, kind, metadata }: RenderedObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind}${group} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
