"""From flagged prompts to a rule set that the real guard has been tried with."""
