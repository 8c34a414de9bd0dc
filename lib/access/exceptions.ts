import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { loadAssurance } from '../workload/load-assurance';

/** Lines of the parameters by which a cluster lets through what the program waives, sorted. */
export function exceptionsOf(root: IConstruct): string[] {
  const { DocumentSet, admissionExceptions, WAIVER_ANNOTATION } = loadAssurance();
  const waived = root.node
    .findAll()
    .filter((each) => ApiObject.isApiObject(each))
    .filter(({ metadata }) => JSON.stringify(metadata.toJson() ?? {}).includes(WAIVER_ANNOTATION));
  return admissionExceptions(DocumentSet.of(waived.flatMap(rendered)));
}

/** An object that cannot be rendered is an error elsewhere. */
function rendered(object: ApiObject): object[] {
  try {
    return [object.toJson() as object];
  } catch {
    return [];
  }
}
