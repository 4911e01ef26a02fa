"""Suggesting an industry, and a class of GB/T 4754, for profiles that state none.

Read ``text_classifier`` first: three views of a text that vote, and the measured confidence. ``industries`` suggests
the industry, learned from profiles or from names of classes. ``gbt_classes`` suggests the class, from the nearest
profiles.
"""
