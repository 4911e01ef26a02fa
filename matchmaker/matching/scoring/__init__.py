"""Scores of pairs, and the ranked lists made from them.

A score is the harmonic mean of two directions; a direction is the weighted mean of the named parts. Read ``fact_parts``
and ``interaction_parts`` (parts from facts and from decisions), then ``pair_parts`` (all parts of a pair) and ``score``
(from parts to score and band). ``fit_calibration`` finds the constants of a market from a sample of pairs.
``recommender`` finds the best candidates of every seeker.
"""
