import { llamaCppServer, type LlamaCppModelProps } from './llama-cpp-model';
import { checkModelName } from './model-name';
import { type ModelServerContext, type ModelServerProps } from './model-server';
import { vllmServer, type VllmModelProps } from './vllm-model';

/** A model and the server that runs it. */
export class Model {
  /**
   * vLLM on GPUs.
   * @param name under which callers ask for the model
   * @throws if the name or an argument cannot be used
   */
  public static vllm(name: string, props: VllmModelProps): Model {
    return new Model(checkModelName(name), vllmServer(name, props));
  }

  /**
   * llama.cpp on CPUs: for labs and small models.
   * @param name under which callers ask for the model
   * @throws if the name or an argument cannot be used, or the weights name no file
   */
  public static llamaCpp(name: string, props: LlamaCppModelProps): Model {
    return new Model(checkModelName(name), llamaCppServer(name, props));
  }

  private constructor(
    /** Name under which callers ask for the model. */
    public readonly name: string,
    private readonly server: (context: ModelServerContext) => ModelServerProps,
  ) {}

  /** @internal */
  public _serverProps(context: ModelServerContext): ModelServerProps {
    return this.server(context);
  }
}
