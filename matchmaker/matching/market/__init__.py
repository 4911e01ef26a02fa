"""A market as arrays: startups on one side, mentors or investors on the other, and the constants of the two.

Everything here is prepared before any pair is scored. Read ``industry_tree`` (distances of industries), ``sides`` and
``profile_arrays`` (profiles as arrays) first. ``similarity`` has the centres and ranges of text vectors, and
``interaction_tables`` the counted decisions. ``calibration`` collects the constants of a market. ``encoded_sides`` has
a side with its calibrated vectors. ``eligibility`` states which pairs are allowed.
"""
