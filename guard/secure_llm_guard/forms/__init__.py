"""The forms of a text that rules are matched against: what a model might read in it."""
