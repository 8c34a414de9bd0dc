"""`python -m secure_llm_guard`."""

import sys

from .cli import main

sys.exit(main())
