"""Matchmaker: the platform on which a city's startups, mentors and investors find each other.

The cores ``matching``, ``scheduling`` and ``optimise`` work on plain values and know no database. ``domain`` has the
shared types and rules. ``storage``, ``encoding``, ``notify`` and ``exchange`` connect to the outside. ``services`` are
the use-cases: they load data, call a core and save the result. People reach them through ``web``, ``jobs`` and ``cli``.
``app`` wires the parts together. docs/architecture.md has the details.
"""

__version__ = "0.1.0"
