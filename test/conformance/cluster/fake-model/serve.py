#!/usr/bin/env python3
"""Takes the command line of either server: `llama-server --model …` or `vllm serve …`. Here it may run what it is told."""

import runpy
import sys

sys.path.insert(0, "/app")
sys.argv.append("--runs-commands")
runpy.run_module("fake_model", run_name="__main__", alter_sys=True)
