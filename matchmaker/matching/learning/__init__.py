"""PURE learning: what people chose in, weights and chances of a direction out, with the proof that they are better.

In the order of the work::

    parts = pairs.parts_of(startups, partners, pairs, calibration=calibration, tree=tree)
    chosen = choices.Choices(parts=..., is_wanted=..., positions=..., weights=..., wanters=..., wanted=...)
    lesson = lessons.learn(chosen, serving=serving, prior=hand_set, rng=rng)  # taste, curve, figures, verdict

docs/matching.md tells the mathematics.
"""
