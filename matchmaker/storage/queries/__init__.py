"""Queries over several tables, and the filters of list pages."""
