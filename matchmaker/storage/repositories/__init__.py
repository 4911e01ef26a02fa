"""Repositories: each reads and writes the domain's dataclasses of one kind."""
