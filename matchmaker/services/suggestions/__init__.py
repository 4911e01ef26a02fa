"""Suggestions: the market, ranked lists with reasons, exposure, learning and tagging.

The market is defined in ``market``, loaded by ``market_loading`` and cached by ``market_cache``. Code that computes,
explains, stores or measures suggestions belongs here. The arithmetic of scores is in ``matchmaker.matching``. What
people do with a suggestion, such as an application or a wish, is in the packages beside this one. This file imports
nothing: processes that only compute must start fast and load no database.
"""
