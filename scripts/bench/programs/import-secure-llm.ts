import 'cdk8s-secure-llm';
