/**
 * What our own rules call what a scanner finds. Such a finding is accepted where our judge found the same on the same object
 * and somebody waived it with a reason; there are no other exceptions.
 */
export const SAME_RULE: Readonly<Record<string, string>> = {
  // Image should use digest
  CKV_K8S_43: 'image-digest',
  // Image Pull Policy should be Always: that matters to a tag, which may be moved; a digest is the same wherever it lies
  CKV_K8S_15: 'image-digest',
  'container-image-pull-policy': 'image-digest',
  // Deployment few replicas
  'deployment-replicas': 'single-pod',
};
