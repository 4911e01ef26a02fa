"""Reasons for a suggestion, as codes with data. The sentences are made elsewhere.

Read ``reasons`` first: the codes, and how the value of one part becomes a reason. ``explain`` then chooses the
strongest parts of every pair of a list and builds its ``Fit``.
"""
