"""Many-to-many assignment with capacities: minimum and maximum loads on both sides, masks, fixed pairs and groups.

Read ``problem`` (the input) and ``result`` (an assignment, or why there is none) first. Then ``residual`` shows what
fixed pairs leave over. ``max_total`` finds the greatest total, by a circulation. ``stable`` finds an assignment without
blocking pairs. ``mentor_round`` solves the matching rounds of mentors with them. For the mathematics see
docs/matching.md.
"""
