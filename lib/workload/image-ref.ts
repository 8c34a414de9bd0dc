import { errors } from './errors';

const REFERENCE = /^([^@\s]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const REGISTRY = /^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+)(:\d+)?$|^[a-z0-9-]+:\d+$/;
/** A name of a moving branch or channel, or only a major version. */
const FLOATING_TAG = /^(v?\d{1,2}|[a-z._-]*)$|^(latest|main|master|nightly|edge|stable|dev)\b/i;

/**
 * A container image that always means the same thing: fully qualified and pinned to a version, better still to a digest.
 */
export class ImageRef {
  /**
   * @param reference `registry/repository:tag`, `registry/repository:tag@sha256:…` or `registry/repository@sha256:…`
   * @throws if the registry is missing, or the tag is missing or moves (`latest`, `main`, `1`) and no digest pins it
   */
  static of(reference: string): ImageRef {
    const [, name, tag, digest] = REFERENCE.exec(reference) ?? [];
    if (name === undefined) throw errors.imageUnreadable(reference);
    const slash = name.indexOf('/');
    const registry = slash < 0 ? '' : name.slice(0, slash);
    if (!REGISTRY.test(registry)) throw errors.imageShortName(reference);
    if (!REPOSITORY.test(name.slice(slash + 1))) throw errors.imageUnreadable(reference);
    if (digest === undefined && (tag === undefined || FLOATING_TAG.test(tag))) throw errors.imageFloats(reference, tag);
    return new ImageRef(name, tag, digest);
  }

  private constructor(
    /** Registry and repository, for example `docker.io/vllm/vllm-openai`. */
    readonly name: string,
    /** The version tag, if there is one. */
    readonly tag: string | undefined,
    /** `sha256:` and 64 hexadecimal digits, if the image is pinned to its content. */
    readonly digest: string | undefined,
  ) {}

  /**
   * The same image pinned to a content digest.
   * @throws if the digest is not `sha256:` and 64 hexadecimal digits
   */
  withDigest(digest: string): ImageRef {
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw errors.digestUnreadable(this.toString());
    return new ImageRef(this.name, this.tag, digest);
  }

  /**
   * The same image from another place, such as a mirror.
   * @param name registry and repository
   */
  withName(name: string): ImageRef {
    return ImageRef.of(`${name}${this.suffix}`);
  }

  /** The reference as a container runtime reads it. */
  toString(): string {
    return `${this.name}${this.suffix}`;
  }

  private get suffix(): string {
    return `${this.tag === undefined ? '' : `:${this.tag}`}${this.digest === undefined ? '' : `@${this.digest}`}`;
  }
}
