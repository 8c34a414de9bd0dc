/** An image in a file, ready to be loaded into a node. */
export interface Image {
  /** The reference by which pods name it. */
  readonly name: string;
  /** A docker-archive tar. */
  readonly archive: string;
}
