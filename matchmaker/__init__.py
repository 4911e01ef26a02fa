"""Matchmaker: the platform on which a city's startups, mentors and investors find each other.

Pure cores (``matching``, ``scheduling``, ``optimise``) work on plain values; ``storage``, ``encoding``, ``notify`` and
``exchange`` are edges around them; ``services`` are the use-cases that load, ask a core and save; ``web``, ``jobs`` and
``cli`` are how people reach the services. ``app`` wires the parts together. docs/architecture.md tells the rest.
"""

__version__ = "0.1.0"
