/** When the node asks the registry for an image. */
export enum ImagePullPolicy {
  /** At every start, so that the pod's own pull credentials decide, also where the node has the image already. */
  ALWAYS = 'Always',
  /** Only when the node does not have it: for clusters into which images are loaded by hand. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: the image must have been loaded onto the node. */
  NEVER = 'Never',
}
