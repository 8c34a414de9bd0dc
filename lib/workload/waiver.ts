import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { loadAssurance } from './load-assurance';
import { errors } from './errors';
import { HardenedWorkload } from './hardened-workload';
import { isTrustZone } from './is-trust-zone';

/** Who accepts a finding, why and until when. */
export interface WaiverProps {
  /** Id of the rule or claim, for example `read-only-root` or `R5`. */
  readonly rule: string;
  /** Why the finding is acceptable, in at least 20 characters. */
  readonly reason: string;
  /** Where that can be looked up: a ticket, a test, a document. */
  readonly evidence: string;
  /** Who answers for it: a team or a person. */
  readonly owner: string;
  /** Last day on which it holds, as YYYY-MM-DD. */
  readonly expires: string;
}

/**
 * Accepts findings of one construct's objects. The waiver is written on the object as an annotation, for people and for the
 * report; `AdmissionPolicies` writes the exception that lets the object pass in a cluster.
 */
export class Waiver {
  /**
   * @param construct an object; a workload or a tier, which means those of its objects that the rule is about; or a zone, which
   * means the Namespace and what else belongs to no workload
   */
  static of(construct: IConstruct): Waiver {
    return new Waiver(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * Adds a waiver; several rules need one each.
   * @throws if a value is not in order, the rule is unknown or waived already, or it is about no object of the construct
   */
  add(props: WaiverProps): Waiver {
    const { rule, ...fields } = props;
    const { path } = this.construct.node;
    const { WAIVER_ANNOTATION, waiverProblems } = loadAssurance();
    const problems = waiverProblems(rule, { ...fields });
    if (problems.length > 0) throw errors.waiverNotInOrder(rule, problems, path);
    const objects = this.objects(rule);
    if (objects.length === 0) throw errors.waiverOfNothing(rule, path);
    const { evidence, expires, owner, reason } = fields;
    const key = `${WAIVER_ANNOTATION}${rule}`;
    for (const { metadata, node } of objects) {
      const { annotations = {} } = metadata.toJson() as { readonly annotations?: Readonly<Record<string, string>> };
      if (key in annotations) throw errors.waivedTwice(rule, node.path);
      metadata.addAnnotation(key, JSON.stringify({ evidence, expires, owner, reason }));
    }
    return this;
  }

  private objects(rule: string): ApiObject[] {
    const { construct } = this;
    if (ApiObject.isApiObject(construct)) return [construct];
    const { canFind } = loadAssurance();
    return construct.node
      .findAll()
      .filter((each) => ApiObject.isApiObject(each))
      .map((each) => each)
      .filter((object) => !isTrustZone(construct) || belongsToNoWorkload(object))
      .filter(({ apiVersion, kind, name, metadata }) => {
        const { namespace } = metadata;
        // which show whether a PodTemplate leads to pods
        const { annotations } = metadata.toJson() as { readonly annotations?: Readonly<Record<string, string>> };
        return canFind(rule, { apiVersion, kind, metadata: { name, namespace, annotations } });
      });
  }
}

function belongsToNoWorkload(object: ApiObject): boolean {
  return !object.node.scopes.some((scope) => HardenedWorkload.isHardenedWorkload(scope));
}
