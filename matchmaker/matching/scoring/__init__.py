"""Scores of pairs, and the ranked lists made from them.

A score is the harmonic mean of two directions; a direction is the weighted mean of the named parts. Read
``fact_parts`` and ``interaction_parts`` (parts from facts and from decisions), ``pair_parts`` (all parts of a pair),
``score`` (from parts to score and band), ``fit_calibration`` (the constants of a market, from a sample of pairs), then
``recommender`` (the best candidates of every seeker).
"""
