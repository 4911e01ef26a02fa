"""A market as arrays: startups on one side, mentors or investors on the other, and the constants of the two.

Everything here is prepared before any pair is scored. Read ``industry_tree`` (distances of industries), ``sides`` and
``profile_arrays`` (profiles as arrays), ``similarity`` (centres and ranges of text vectors), ``interaction_tables``
(counted decisions), ``calibration`` (the constants of a market), ``encoded_sides`` (a side with its calibrated
vectors), then ``eligibility`` (which pairs are allowed).
"""
