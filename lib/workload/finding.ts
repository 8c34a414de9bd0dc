/** Something that the program could not make safe by itself and that somebody must look at. */
export interface Finding {
  /** Which rule found it, for example `zone-pod-security`. */
  readonly rule: string;
  /** What is wrong and how to put it right. */
  readonly message: string;
  /** Construct path of the place. */
  readonly path: string;
}
