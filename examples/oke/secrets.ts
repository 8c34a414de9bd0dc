import { SecretRef } from 'cdk8s-secure-llm';

/** What the operator tells the model, before every conversation. */
export const systemPrompt = SecretRef.key('assistant', 'system-prompt');
const guardrailAudit = SecretRef.key('guardrail-audit', 'key');
const outputAudit = SecretRef.key('output-processor-audit', 'key');
const outputHop = SecretRef.key('output-processor-hop', 'key');
const modelHop = SecretRef.key('llama-3-1-8b-instruct-hop', 'key');

/** Which secrets each zone reads: the vault makes them, and lets the account of that zone, and no other, read them. */
export const secretsByNamespace = {
  'assistant-guardrail': [guardrailAudit, outputHop],
  'assistant-output': [systemPrompt, outputAudit, outputHop, modelHop],
  'assistant-inference-llama-3-1-8b-instruct': [modelHop],
};

/** All of them. */
export const secrets = [...new Set(Object.values(secretsByNamespace).flat())];
