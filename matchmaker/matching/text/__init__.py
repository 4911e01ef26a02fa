"""Texts of profiles and the units they consist of.

``profile_texts`` chooses the texts of a profile and removes repeated clauses. ``word_grams`` counts the units of a text
(Chinese character pairs and Latin words) and their rarity. ``shared_terms`` finds the terms that two texts share.
``text_units`` splits a text into units for learned models. Read them in this order. Vectors of texts come from the
encoder, outside this core.
"""
