import fc from 'fast-check';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const ALPHANUMERIC = `${LOWER}${LOWER.toUpperCase()}${DIGITS}`;

const text = (alphabet: string, least: number, most = least): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: least, maxLength: most });

const token = (prefix: string, alphabet: string, least: number, most = least): fc.Arbitrary<string> =>
  text(alphabet, least, most).map((random) => `${prefix}${random}`);

const privateKey = fc
  .record({
    kind: fc.constantFrom('', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '),
    lines: fc.array(text(`${ALPHANUMERIC}+/`, 64), { minLength: 2, maxLength: 4 }),
  })
  .map(
    ({ kind, lines }) => `-----BEGIN ${kind}PRIVATE KEY-----\n${lines.join('\n')}\n-----END ${kind}PRIVATE KEY-----\n`,
  );

const webToken = fc
  .tuple(text(`${ALPHANUMERIC}-_`, 20, 40), text(`${ALPHANUMERIC}-_`, 20, 80), text(`${ALPHANUMERIC}-_`, 43))
  .map(([header, claims, signature]) => `eyJ${header}.eyJ${claims}.${signature}`);

const urlWithPassword = fc
  .tuple(fc.constantFrom('https', 'postgres', 'mysql', 'amqp'), text(LOWER, 3, 8), text(`${ALPHANUMERIC}!._-`, 16, 24))
  .map(([scheme, user, password]) => `${scheme}://${user}:${password}@db.example.com:5432/mlops`);

/** Credentials as their makers mark them, each with random content, by what they are. */
export const CREDENTIALS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'a private key': privateKey,
  'an access key of AWS': token('AKIA', `${LOWER.toUpperCase()}${DIGITS}`, 16),
  'a token of GitHub': fc.oneof(token('ghp_', ALPHANUMERIC, 36), token('github_pat_', `${ALPHANUMERIC}_`, 82)),
  'a token of GitLab': token('glpat-', `${ALPHANUMERIC}-_`, 20),
  'a token of Hugging Face': token('hf_', ALPHANUMERIC, 34),
  'a token of Slack': token('xoxb-', `${ALPHANUMERIC}-`, 40),
  'a token of Vault': token('hvs.', `${ALPHANUMERIC}-_`, 24, 90),
  'an API key of NVIDIA': token('nvapi-', `${ALPHANUMERIC}-_`, 64),
  'an API key of Google': token('AIza', `${ALPHANUMERIC}-_`, 35),
  'an API key': fc.oneof(
    token('sk-', ALPHANUMERIC, 48),
    token('sk-proj-', ALPHANUMERIC, 64),
    token('sk-ant-api03-', ALPHANUMERIC, 80),
  ),
  'a JSON web token': webToken,
  'a password in a URL': urlWithPassword,
};

/** Any of them. */
export const markedCredential: fc.Arbitrary<string> = fc.oneof(...Object.values(CREDENTIALS));

/** What somebody chose, or a program made up, without any mark: printable, without spaces, long enough to be told from words. */
export const password: fc.Arbitrary<string> = text(`${ALPHANUMERIC}!#$%&*+,-./:;<=>?@[]^_{|}~"'`, 16, 40).filter(
  (made) => /[A-Z]/.test(made) && /\d/.test(made),
);

/** Everything by which a secret, or a good part of it, would be told in a text. */
export function tracesOf(secret: string): string[] {
  const lines = secret.split('\n').filter((line) => line.length >= 16 && !line.startsWith('-----'));
  const [, inUrl] = /:\/\/[^:]+:([^@]+)@/.exec(secret) ?? [];
  const parts = inUrl === undefined ? lines : [inUrl];
  return parts.flatMap((part) => [
    part,
    JSON.stringify(part).slice(1, -1),
    encodeURIComponent(part),
    part
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;'),
    Buffer.from(part).toString('base64').replace(/=+$/, '').slice(0, -1),
  ]);
}
