"""Generators of invented data from the files in seeds/: a network of people and its annual meeting.

The same seed gives the same people. Nothing here uses the database. The model of how invented people choose from a
list belongs here too.
"""
