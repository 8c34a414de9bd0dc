/** Texts that are credentials wherever they stand, by how their makers mark them. */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})/],
  ['a token of Hugging Face', /\bhf_[A-Za-z0-9]{30,}\b/],
  ['an API key', /\bsk-[A-Za-z0-9_-]{20,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/],
  ['a password in a URL', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/:@$]+@/i],
];
/** A shorter run of base64 holds no credential. */
const BASE64 = /[A-Za-z0-9+/]{40,}={0,2}/g;

/** What credential the text holds, as it stands or once decoded. */
export function credentialIn(text: string): string | undefined {
  return (
    shapeOf(text) ??
    (text.match(BASE64) ?? [])
      .map(decoded)
      .map(shapeOf)
      .find((name) => name !== undefined)
  );
}

function shapeOf(text: string): string | undefined {
  return SHAPES.find(([, shape]) => shape.test(text))?.[0];
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}
