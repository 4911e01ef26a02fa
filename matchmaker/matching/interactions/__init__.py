"""Interactions: people's decisions about each other, and the parts of a score that come from them.

Read ``events`` (decisions and investments as arrays) and ``effects`` (from counts to values of a part) first. Then
``fit_tables`` makes the counts for the lists of today. ``parts_as_of`` computes the same parts for past decisions, as
they were then. For the same moment the two give the same values. The parts of today's pairs are computed in
``scoring/interaction_parts.py``. ::

    interactions = Interactions(...)  # one row for each decision
    tables = fit_interactions(interactions, investments, startups, today=...)  # becomes part of the calibration
    parts = compute_parts_as_of(rows, interactions, investments, startups, span=...)  # training data

For the mathematics see docs/matching.md.
"""
