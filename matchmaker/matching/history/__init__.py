"""Learning from past deals which investors are likely to back a company that has no investor yet.

Read ``deals`` (the data, and what was known at a moment) and ``attributes`` (companies as indicator blocks) first.
``ridge`` makes the linear first guess. ``features`` has the named features of a company and an investor, and
``viewpoint`` computes all of them at one moment. ``backtest`` has questions of the past with known answers. ``ranker``
adds trees and a logistic line, as far as the past supports them. ``fit_history`` leads from deals to ranked lists. For
the mathematics see benchmarks/notes/deal_history.md.
"""

from matchmaker.matching.history.deals import Companies, Deals
from matchmaker.matching.history.fit_history import History, fit_history, rank_investors

__all__ = ["Companies", "Deals", "History", "fit_history", "rank_investors"]
