"""PURE matching: profiles and vectors in, ranked lists with reasons out. No torch, no storage, no files, no clock.

In the order of the work::

    tree = industry_tree.build_industry_tree(gbt_rows, industry_classes)
    startups = profiles.startup_side(startups, profiles=vectors(texts.profile_texts), needs=vectors(texts.needs_texts))
    mentors = profiles.mentor_side(mentors, profiles=vectors(texts.profile_texts))
    calibration = fitting.fit_calibration(startups, mentors, tree)  # once a market, for both ways of seeking
    eligible = eligibility.find_eligible(startups, mentors, today=today, forbidden=vetoes)
    lists = recommender.recommend(startups, mentors, k=10, calibration=calibration, tree=tree, eligible=eligible)
    fits = explain.explain(lists, startups, mentors, calibration=calibration)

docs/matching.md tells the mathematics in the order of the modules: clauses, texts, industry_tree, grams, sides,
profiles, centres, calibration, facts, features, scoring, fitting, eligibility, recommender, shared_terms,
reasons, explain, metrics.
"""
