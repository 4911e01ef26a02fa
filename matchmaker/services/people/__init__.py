"""People and their data: accounts, organisations, profiles, imports, privacy, candidacies and public figures.

Code that reads or changes what people enter about themselves belongs here. Computing suggestions for a profile is in
``suggestions``, relations of a startup and a mentor are in ``mentoring``.
"""
