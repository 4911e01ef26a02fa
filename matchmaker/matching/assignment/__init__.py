"""Many-to-many assignment under capacity: least and most loads on both sides, masks, fixed pairs and groups.

Modules in the order of the mathematics: `problem` (what is asked), `fixed` (what agreed pairs leave over), `network`
(a circulation in whole numbers), `shortage` (whose demand exceeds whose supply), `total` (greatest sum), `fairest`
(best minimum, then the sum), `stable` (no blocking pair), `blocking` and `unmet` (who could object, and why a request
was not met), `result` (all of it in one value). docs/matching-assignment.md tells it at length.
"""
