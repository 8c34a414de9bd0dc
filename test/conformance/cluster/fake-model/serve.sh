#!/bin/sh
# takes the command line of either server: `llama-server --model …` or `vllm serve …`
exec python3 /app/fake_model.py "$@"
