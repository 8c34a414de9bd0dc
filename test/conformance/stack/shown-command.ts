import { type Kubectl } from '../cluster/kubectl';

/** A line for a terminal: every word as the program gets it. */
export function shellLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}

/**
 * Makes the lines that `shown` prints work in another terminal, as long as the cluster runs.
 *
 * @returns a shell function of the name kubectl
 */
export function kubectlFunction(kubectl: Kubectl): string {
  return `kubectl() { ${shellLine(kubectl.words)} "$@"; }`;
}

/** Prints a kubectl command as a line to be copied, runs exactly that, and prints what came back, a failure too. */
export async function shown(kubectl: Kubectl, args: readonly string[]): Promise<void> {
  console.log(`$ ${shellLine(['kubectl', ...args])}`);
  const { stdout, stderr } = await kubectl.attempt(args);
  console.log(`${stdout}${stderr}`.trimEnd());
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
