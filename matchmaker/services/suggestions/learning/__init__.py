"""Learning from interactions: impressions and decisions become preferences, and a version is trained on them.

Recording impressions, reading evidence, training, versions and measured bands belong here. The models and their tests
are in ``matchmaker.matching.learning``, stored files in ``matchmaker.artefacts``.
"""
