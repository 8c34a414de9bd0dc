import { readFileSync } from 'node:fs';
import { type Finding, Severity } from '../workload';
import { loadAssurance } from '../workload/load-assurance';
import { errors } from './errors';
import { type IValidationContext, type ValidationViolation } from './validation-context';

/** Properties of the plugin in `cdk8s.yaml`. */
export interface PolicyValidationProps {
  /**
   * Day of the check, as YYYY-MM-DD.
   * @default - whether a waiver has expired is not judged
   */
  readonly date?: string;
  /**
   * Whether the documents are to be released: an image without a digest is then an error.
   * @default false
   */
  readonly release?: boolean;
  /**
   * Names of namespaces that are trust zones although no document says so.
   * @default - none
   */
  readonly zones?: string[];
  /**
   * Whether warnings fail the validation too.
   * @default false
   */
  readonly warnings?: boolean;
}

/** Why each property of the file is what it is called: YAML has no types. */
const SHAPES: Readonly<Record<keyof PolicyValidationProps, readonly [string, (value: unknown) => boolean]>> = {
  date: ['a day such as "2027-01-31"', (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)],
  release: ['true or false', (value) => typeof value === 'boolean'],
  zones: ['a list of names', (value) => Array.isArray(value) && value.every((each) => typeof each === 'string')],
  warnings: ['true or false', (value) => typeof value === 'boolean'],
};

/**
 * Validation plugin of cdk8s-cli: judges the files that `cdk8s synth` wrote, also those of charts of other libraries. It knows the
 * documents only: which connections are declared is judged when the program itself is synthesized.
 */
export class PolicyValidation {
  /** @throws if a property is unknown or of another shape */
  constructor(private readonly props: PolicyValidationProps = {}) {
    for (const [name, value] of Object.entries(props)) {
      if (!Object.hasOwn(SHAPES, name)) throw errors.unknownProperty(name, Object.keys(SHAPES));
      const [expected, fits] = SHAPES[name as keyof PolicyValidationProps];
      if (!fits(value)) throw errors.propertyType(name, value, expected);
    }
  }

  /** Judges the files of the context and submits its report. */
  async validate(context: IValidationContext): Promise<void> {
    const { describe, DocumentSet, judgeDocuments, referenceTo } = loadAssurance();
    const files = context.manifests.map((path) => ({ path, documents: DocumentSet.parse(readFileSync(path, 'utf8')) }));
    const places = new Map(
      files.flatMap(({ path, documents }) =>
        documents.documents.map((document) => [describe(referenceTo(document)), path] as const),
      ),
    );
    const all = DocumentSet.of(files.flatMap(({ documents }) => documents.documents));
    const { findings, waived } = judgeDocuments(all, this.props);
    const place = ({ object }: Finding): string => places.get(describe(object)) ?? 'all manifests';
    const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
    const told = findings.filter(({ severity }) => severity !== Severity.NOTE);
    for (const violation of violations(told, place, ({ object }) => describe(object)))
      context.report.addViolation(violation);
    const fails = count(Severity.ERROR) + (this.props.warnings === true ? count(Severity.WARNING) : 0) > 0;
    context.report.submit(fails ? 'failure' : 'success', {
      errors: String(count(Severity.ERROR)),
      warnings: String(count(Severity.WARNING)),
      notes: String(count(Severity.NOTE)),
      waived: String(waived.length),
    });
    return Promise.resolve();
  }
}

/** Findings that say the same, together. */
function violations(
  findings: readonly Finding[],
  place: (finding: Finding) => string,
  name: (finding: Finding) => string,
): ValidationViolation[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.severity, finding.rule, finding.message]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return {
      ruleName: `${first.rule} (${first.severity})`,
      recommendation: first.message,
      fix: first.remediation ?? 'Mend it, or waive it with somebody who answers for it.',
      violatingResources: group.map((finding) => ({
        resourceName: name(finding),
        locations: [finding.path ?? 'the whole object'],
        manifestPath: place(finding),
      })),
    };
  });
}
