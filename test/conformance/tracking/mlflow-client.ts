import { type Answer, exchange, type Sending } from '../guard/http-exchange';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Calls the REST API of one server, in the name under which the cluster knows it. */
export class MlflowClient {
  /**
   * @param url where the server listens
   * @param host what stands in the header `Host`
   */
  constructor(
    private readonly url: string,
    private readonly host: string,
    private readonly credentials?: Credentials,
  ) {}

  /** The same server, asked by somebody else. */
  as(credentials: Credentials): MlflowClient {
    return new MlflowClient(this.url, this.host, credentials);
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send(path, { headers });
  }

  post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send(path, { body: JSON.stringify(body), headers });
  }

  private send(path: string, sending: Sending): Promise<Answer> {
    const login = this.credentials;
    const basic = Buffer.from(`${login?.username}:${login?.password}`).toString('base64');
    return exchange(`${this.url}${path}`, {
      ...sending,
      headers: {
        host: this.host,
        ...(login !== undefined && { authorization: `Basic ${basic}` }),
        ...sending.headers,
      },
    });
  }
}
