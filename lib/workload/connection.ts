/** One declared connection, for summaries and reports. */
export interface Connection {
  /** Who opens it. */
  readonly from: string;
  /** Who is connected to. */
  readonly to: string;
  /** Protocol and port, for example `TCP/8000`. */
  readonly port: string;
}
