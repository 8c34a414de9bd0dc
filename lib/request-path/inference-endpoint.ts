import { type SecretRef } from '../platform';
import { type IPeer, type Port } from '../workload';

/** Something that serves models over the OpenAI-compatible API: a model server of this program, or one that exists already. */
export interface IInferenceEndpoint extends IPeer {
  /** Names the files and volumes that belong to this endpoint: a DNS label. */
  readonly name: string;
  /** Names under which its models are asked for. */
  readonly modelNames: string[];
  /** Base URL, to which `/v1/chat/completions` is appended, for example `http://llama.inference.svc:8000`. */
  readonly url: string;
  /** Port that must be open for it. */
  readonly port: Port;
  /** Key that callers must send, looked up in the caller's namespace too; undefined when it asks for none. */
  readonly apiKey?: SecretRef;
  /** Why it is used without a key, which becomes a finding; undefined when it asks for one. */
  readonly unauthenticatedReason?: string;
}
