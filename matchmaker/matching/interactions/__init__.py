"""PURE track records: parts of a score that come from what people did, for lists of today and for rows of the past.

In the order of the work::

    deeds = Deeds(...)  # one row for each decision of one about another
    track = fit_track(deeds, investments, startups, today=...)  # kept in the calibration; ``parts`` reads it
    then = parts_then(asked, deeds, investments, startups, span=...)  # what was known when each row was decided

Both tell the same of the same moment. docs/matching.md tells the mathematics.
"""
