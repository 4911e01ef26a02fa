"""Head starts of candidates: lists made for the market as a whole, with a floor of exposure.

Lists by score alone let a few candidates take many lists, and show people to those who will not see them in turn. A
small head start for each candidate, the same in every list of a kind, changes that without a list ceasing to be its
seeker's own. Modules in the order of the mathematics: `bounds` (how far a candidate may be moved), `pairs` (who fits
whom), `pool` (those who could stand in a list, and their order), `shares` (floor and ceiling), `climb` (more expected
matches), `floor` (everybody who can reaches the floor), `measures`, and `fit`, which puts them together.
docs/matching.md tells it at length.
"""
