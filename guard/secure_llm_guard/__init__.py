"""The guard of cdk8s-secure-llm: NeMo Guardrails as the rails engine inside an OpenAI-compatible proxy."""
