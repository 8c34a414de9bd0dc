/**
 * Texts that are credentials wherever they stand, by how their makers mark them; each shape covers all of one. Underscores do not
 * join words here: names of resources are made of several parts with them.
 */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  [
    'a private key',
    // also where its lines are joined by the escapes of JSON, and where its end is cut off
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=:,\s]|\\[nrt])*(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g,
  ],
  ['an access key of AWS', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])/g],
  ['a token of GitHub', /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})/g],
  ['a token of GitLab', /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20,}/g],
  ['a token of Hugging Face', /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,}(?![A-Za-z0-9])/g],
  ['a token of Slack', /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{20,}/g],
  ['a token of Vault', /(?<![A-Za-z0-9])hvs\.[A-Za-z0-9_-]{24,}/g],
  ['an API key of NVIDIA', /(?<![A-Za-z0-9])nvapi-[A-Za-z0-9_-]{20,}/g],
  ['an API key of Google', /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/g],
  // words that are joined by dashes are a name; a key has a long run without one
  ['an API key', /(?<![A-Za-z0-9])sk-(?:[a-z0-9]+-){0,3}[A-Za-z0-9_]{20,}[A-Za-z0-9_-]*/g],
  ['a JSON web token', /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/g],
  ['a password in a URL', /(?<![A-Za-z0-9])[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']+:[^\s/:@$"']+@/gi],
];
/** A shorter run of base64 holds none of these. */
const BASE64 = /[A-Za-z0-9+/]{27,}={0,2}/g;

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

/** The text with every credential in it, also an encoded one, replaced by what it is. */
export function redacted(text: string): string {
  const shown = SHAPES.reduce((rest, [name, shape]) => rest.replace(shape, `[${name}, not shown]`), text);
  return shown.replace(BASE64, (run) => {
    const name = shapeOf(decoded(run));
    return name === undefined ? run : `[${name}, not shown]`;
  });
}

function shapeOf(text: string): string | undefined {
  return SHAPES.find(([, shape]) => text.search(shape) >= 0)?.[0];
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}
