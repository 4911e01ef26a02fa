"""The pure core of matching: from profiles and their text vectors to ranked lists with reasons.

It reads no database, no files and no clock, and never loads the text encoder. A *seeker* gets a list of *candidates*;
one of the two is a startup, the other a *partner*, which is a mentor or an investor. Read ``parts`` and
``preferences`` first, then the packages in this order: ``text``, ``market``, ``scoring`` and ``explaining`` make the
lists. ``interactions`` and ``learning`` use people's decisions. ``exposure`` spreads suggestions over candidates. The
others are independent: ``history`` (investors from past deals), ``assignment`` (matching rounds) and ``tagging``
(industries of texts).

The functions in the order of a computation::

    tree = build_industry_tree(gbt_rows, industry_classes)
    startups = startup_side(startup_profiles, profiles=profile_vectors, needs=needs_vectors)
    mentors = mentor_side(mentor_profiles, profiles=mentor_vectors)
    calibration = fit_calibration(startups, mentors, tree)  # the same for both directions
    eligible = find_eligible(startups, mentors, today=today, forbidden=vetoes)
    lists = recommend(startups, mentors, k=10, calibration=calibration, tree=tree, eligible=eligible)
    fits = explain(lists, startups, mentors, calibration=calibration)

For the mathematics see docs/matching.md.
"""
