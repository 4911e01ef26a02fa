"""Learning from past deals which investors are likely to back a company that has no investor yet.

Read ``deals`` (the data, and what was known at a moment), ``attributes`` (companies as indicator blocks), ``ridge``
(the linear first guess), ``features`` (named features of company and investor), ``viewpoint`` (all features at one
moment), ``backtest`` (questions of the past with known answers), ``ranker`` (trees and a logistic line over the
features, as far as the past supports them), then ``fit_history`` (from deals to ranked lists). See
docs/matching-history.md for the mathematics in the same order.
"""

from matchmaker.matching.history.deals import Companies, Deals
from matchmaker.matching.history.fit_history import History, fit_history, rank_investors

__all__ = ["Companies", "Deals", "History", "fit_history", "rank_investors"]
