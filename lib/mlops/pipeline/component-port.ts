import { portName } from './errors';

/** Whether a step receives or produces it. */
export type Direction = 'input' | 'output';

/** What the kinds of ports have in common, as the pipeline is rendered from them. */
export interface ComponentPort {
  /** Name within the component. */
  readonly name: string;
  /** Whether the step receives or produces it. */
  readonly _direction: Direction;
  /** Whether files or values pass through it. */
  readonly _kind: 'parameter' | 'artifact';
  /** Its type as Kubeflow names it. */
  readonly _type: string;
  /** Whether what it produces may have been written by an attacker. */
  readonly _untrusted: boolean;
}

/**
 * Kubeflow's loader makes Python arguments of the names, and the names stand in quotes inside of placeholders.
 * @throws if the name is not an identifier
 */
export function checkedPortName(name: string): string {
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(name)) throw portName(name);
  return name;
}
