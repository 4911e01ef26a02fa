"""Invented people and the plan's facts, read from seeds/: a network and its annual meeting; same seed, same people."""
