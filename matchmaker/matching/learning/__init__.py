"""Learning the preferences of a direction from people's choices, with a test that new weights are better.

Read ``choices`` (the data), ``preference_model`` (weights and examination) and ``chance_curves`` (from values to
chances) first. ``evaluation`` has the metrics. ``cross_validation`` makes predictions for unseen people. ``training``
decides what should serve. ::

    parts = compute_parts(startups, partners, pairs, calibration=calibration, tree=tree)
    choices = Choices(parts=..., is_wanted=..., positions=..., weights=..., wanters=..., wanted=...)
    result = train_direction(choices, serving=serving, prior=hand_set, seed=seed)

For the mathematics see docs/matching.md.
"""
