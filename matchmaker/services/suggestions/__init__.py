"""Suggestions: markets, ranked lists with reasons, learning, tagging and exposure.

This file imports nothing: processes that only compute must start fast and load no database.
"""
