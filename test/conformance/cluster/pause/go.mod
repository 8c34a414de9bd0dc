module cdk8s-secure-llm.invalid/pause

go 1.26.0
