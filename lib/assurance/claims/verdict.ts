import { type ObjectReference } from '../finding';
import { type ClosedWorld } from './closed-world';

/** What is known about a claim. */
export enum ClaimOutcome {
  /** It holds in the closed world that the verdict states. */
  PROVEN = 'proven',
  /** It does not hold; counterexamples say where. */
  REFUTED = 'refuted',
  /** The documents do not say enough. */
  UNDECIDABLE = 'undecidable',
}

/** Why a claim does not hold: who can do what to whom. */
export interface Counterexample {
  /** Who: a pod, an address, a user. */
  readonly who: string;
  /** To whom: the workload, zone or object that is reached. */
  readonly toWhom: string;
  /** The object that it is about: where a person would look, and what a waiver would name. */
  readonly object: ObjectReference;
  /**
   * On which port, of the destination pod: `TCP/8000`, `every port`.
   * @default - it is not about a connection
   */
  readonly port?: string;
  /** Policies, roles or objects that let it; none if it is the lack of one that does. */
  readonly letBy: readonly ObjectReference[];
  /** The whole in one sentence. */
  readonly sentence: string;
  /**
   * Somebody in particular who can, for a test that tries it.
   * @default - it is not about a connection
   */
  readonly example?: ConnectionExample;
}

/** A connection that a counterexample says is open. */
export interface ConnectionExample {
  /** Namespace and labels of a pod at the other end, or its address. */
  readonly stranger: ExampleStranger;
  /** Which end opens the connection. */
  readonly opensFrom: 'stranger' | 'workload';
  /** Transport protocol. */
  readonly protocol: string;
  /** Port of the destination. */
  readonly port: number;
}

/** Somebody whom nobody declared. */
export interface ExampleStranger {
  /**
   * Namespace of the pod.
   * @default - it is an address
   */
  readonly namespace?: string;
  /**
   * Labels of that namespace.
   * @default - it is an address
   */
  readonly namespaceLabels?: { readonly [key: string]: string };
  /**
   * Labels of the pod.
   * @default - it is an address
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * The address.
   * @default - it is a pod
   */
  readonly address?: string;
}

/** What one claim says about a set of documents. */
export interface ClaimVerdict {
  /** `R1` to `R15`. */
  readonly claim: string;
  /** The claim in one line. */
  readonly title: string;
  /** Whether it holds. */
  readonly outcome: ClaimOutcome;
  /** Where it does not hold, the shortest first; empty unless refuted. */
  readonly counterexamples: readonly Counterexample[];
  /**
   * Why it cannot be decided.
   * @default - it was decided
   */
  readonly reason?: string;
  /**
   * Whether it cannot be decided because there is nothing that it is about.
   * @default - it is about something, or was decided
   */
  readonly nothing?: boolean;
  /** What was looked at, in numbers. */
  readonly evidence: readonly string[];
  /** What holds but somebody should know, such as a connection that is not encrypted. */
  readonly reports: readonly string[];
  /** What the verdict rests on. */
  readonly closedWorld: ClosedWorld;
}
