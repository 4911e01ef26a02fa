"""Repositories: take and give the domain's dataclasses, one kind of thing each."""
