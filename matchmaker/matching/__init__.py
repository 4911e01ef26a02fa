"""PURE matching: profiles and vectors in, ranked lists with reasons out. No torch, no storage, no files, no clock.

Read in this order: texts, profiles, industry_tree, grams, calibration, features, scoring, eligibility, recommender,
shared_terms, explain, metrics. docs/matching.md tells the mathematics in the same order.
"""
