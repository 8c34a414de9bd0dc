import { bucketPrivate } from './bucket-private';
import { clusterEnhanced } from './cluster-enhanced';
import { clusterPrivateEndpoint } from './cluster-private-endpoint';
import { customerManagedKeys } from './customer-managed-keys';
import { flowLogs } from './flow-logs';
import { iamHomeRegion } from './iam-home-region';
import { iamLeastPrivilege } from './iam-least-privilege';
import { instanceMetadataV2 } from './instance-metadata-v2';
import { keyRotation } from './key-rotation';
import { noPlaintextSecret } from './no-plaintext-secret';
import { openEgress } from './open-egress';
import { openIngress } from './open-ingress';
import { type TerraformRule } from './terraform-rule';
import { workloadGrants } from './workload-grants';

/** Every rule that stacks are held against, by id. */
export const TERRAFORM_RULES: readonly TerraformRule[] = [
  bucketPrivate,
  clusterEnhanced,
  clusterPrivateEndpoint,
  customerManagedKeys,
  flowLogs,
  iamHomeRegion,
  iamLeastPrivilege,
  instanceMetadataV2,
  keyRotation,
  noPlaintextSecret,
  openEgress,
  openIngress,
  workloadGrants,
];
