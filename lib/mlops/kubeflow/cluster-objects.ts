import { Chart } from 'cdk8s';
import { type Construct } from 'constructs';
import { inApplyOrder } from '../../workload/apply-order';

/** What belongs to no namespace, in a file of its own. */
export class ClusterObjects extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
  }

  /** All documents in the order in which they can be applied. */
  override toJson(): object[] {
    return inApplyOrder(super.toJson() as object[]);
  }
}
