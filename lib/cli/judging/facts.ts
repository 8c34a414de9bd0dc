import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { type ClaimContext } from '../../assurance';
import { causeOf, errors } from '../errors';

/** What a fact looks like; each is a field of the context in which claims are judged. */
const SHAPES = {
  connections: 'a list of { from, to, port }',
  tiers: 'a map of namespace/workload to guardrail, output-processor or inference',
  gateways: 'a list of namespace/workload',
  apiServerCidrs: 'a list of CIDRs',
  deployers: 'a list of "user NAME" or "group NAME"',
  releasers: 'a list of "user NAME" or "group NAME"',
  secretOperators: 'a list of "user NAME" or "group NAME"',
  proposers: 'a list of "user NAME" or "group NAME"',
  approvers: 'a list of "user NAME" or "group NAME"',
  pipelineNamespaces: 'a list of namespaces',
  auditNamespaces: 'a list of namespaces',
  transitEncryption: 'a text',
  admissionRules: 'a list of ids of rules',
} as const satisfies { readonly [fact in keyof ClaimContext]: string };

const TIERS = ['guardrail', 'output-processor', 'inference'];

/** What the claims need to know and documents do not say: who may deploy, which connections are meant to be open. */
export type Facts = Omit<ClaimContext, 'zones'>;

/**
 * @param path of a YAML or JSON file
 * @throws if it cannot be read, or has something else in it
 */
export function readFacts(path: string, folder: string): Facts {
  let facts: unknown;
  try {
    facts = parse(readFileSync(resolve(folder, path), 'utf8'));
  } catch (error) {
    throw errors.unreadable(path, causeOf(error));
  }
  if (!isMap(facts)) throw errors.factsShape(path, 'its whole', 'a map of facts');
  const known = Object.keys(SHAPES);
  const unknown = Object.keys(facts).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw errors.factsUnknown(path, unknown, known);
  for (const [key, value] of Object.entries(facts)) {
    if (!fits(SHAPES[key as keyof typeof SHAPES], value)) {
      throw errors.factsShape(path, key, SHAPES[key as keyof typeof SHAPES]);
    }
  }
  return facts;
}

function fits(shape: string, value: unknown): boolean {
  if (shape === SHAPES.transitEncryption) return typeof value === 'string';
  if (shape === SHAPES.tiers) return isMap(value) && Object.values(value).every((tier) => TIERS.includes(String(tier)));
  if (!Array.isArray(value)) return false;
  if (shape !== SHAPES.connections) return value.every((entry) => typeof entry === 'string');
  return value.every((entry) => isMap(entry) && isMap(entry.from) && isMap(entry.to) && typeof entry.port === 'string');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
