"""PURE learning from past deals: which investor backs which company, for companies that nobody has backed yet.

In the order of the work: ``deals`` (the values), ``past`` (what was known at a moment), ``attributes`` (companies as
indicator blocks), ``ridge`` (the linear first guess), ``shares``, ``habits`` and ``neighbours`` (named features),
``pairs`` (all of them as seen at one moment), ``backtest`` (questions of the past), ``grading``, ``ranker`` (trees and
a line over the features, mixed as far as the past supports it), ``fitting`` (from deals to ranked lists).
docs/matching-history.md tells the mathematics in the same order.
"""

from matchmaker.matching.history.deals import Companies, Deals
from matchmaker.matching.history.fit_history import History, fit_history, rank_investors

__all__ = ["Companies", "Deals", "History", "fit_history", "rank_investors"]
