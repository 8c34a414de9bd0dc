import { ApiObject, JsonPatch } from 'cdk8s';
import { errors } from './errors';

/** An API object whose patches are proven to take effect on what is written. */
export class PatchedObject extends ApiObject {
  private readonly operations: JsonPatch[] = [];

  /**
   * Changes the rendered document.
   * @param operations RFC 6902, applied in order; at synth, one that changes nothing is an error
   */
  patch(...operations: JsonPatch[]): void {
    this.operations.push(...operations);
  }

  /** @throws if a patch changes nothing or does not apply */
  override toJson(): object {
    let document = super.toJson() as object;
    for (const operation of this.operations) {
      const patched = this.apply(document, operation);
      if (JSON.stringify(patched) === JSON.stringify(document)) {
        throw errors.patchWithoutEffect(described(operation), this.kind, this.name, this.node.path);
      }
      document = patched;
    }
    return document;
  }

  /** On a copy, because applying changes its argument. */
  private apply(document: object, operation: JsonPatch): object {
    try {
      return JsonPatch.apply(structuredClone(document), operation) as object;
    } catch (error) {
      throw errors.patchFailed(described(operation), (error as Error).message, this.kind, this.name, this.node.path);
    }
  }
}

/** The operation as RFC 6902 writes it; cdk8s keeps it in a private field and gives no other view of it. */
function described(operation: JsonPatch): string {
  return JSON.stringify((operation as unknown as { readonly operation: object }).operation);
}
