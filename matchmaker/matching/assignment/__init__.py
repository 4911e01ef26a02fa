"""Many-to-many assignment with capacities: minimum and maximum loads on both sides, masks, fixed pairs and groups.

Read ``problem`` (the input), ``result`` (the output: an assignment, or why there is none), ``residual`` (what fixed
pairs leave over), ``max_total`` (the greatest total, by a circulation), ``stable`` (no blocking pair), then
``mentor_round``, which solves the matching rounds of mentors with them. See docs/matching-assignment.md for the
mathematics.
"""
