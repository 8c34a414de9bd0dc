"""`python3 -m secure_llm_steps COMMAND …`."""

import sys

from .cli import main

sys.exit(main())
