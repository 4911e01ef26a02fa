"""Suggestions: read here, computed in ``recommend`` and ``refresh`` from vectors that ``encode`` keeps.

The computing modules load the numeric libraries, so pages never import them.
"""

from matchmaker.services.matches.lists import fit_pair, list_suggestions

__all__ = ["fit_pair", "list_suggestions"]
