"""Industries in imported lists: stated ones replace suggested ones, and suggestions survive an export and import."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Protocol

from matchmaker.domain.profiles import Startup, StartupDraft


class ChangedProfiles(Protocol):
    """What a file would add and change."""

    created: list[Any]
    updated: list[Any]


def merge_industry(stored: Startup, changed: Startup, given: Collection[str]) -> Startup:
    """Return ``changed`` with the confidence of its industry and class, from the file and from the stored profile.

    A value of the file counts as stated. It counts as suggested only if the file marks it so, and if it equals the
    suggestion stored here or nothing was stored. A suggestion from another description is removed, so that it is made
    again.
    """
    stated = {"industry", "gbt_class"} & set(given)
    if "description" in given and changed.description != stored.description:
        changed = _drop_suggestion(changed, stated)
    if changed.industry is not stored.industry and "gbt_class" not in stated and stored.class_confidence is not None:
        changed = replace(changed, gbt_class=None, class_confidence=None)
    if "industry" in stated:
        is_same = stored.industry_confidence is not None and changed.industry is stored.industry
        confidence = stored.industry_confidence if is_same else changed.industry_confidence
        is_marked = "industry_confidence" in given and (is_same or stored.industry is None)
        changed = replace(changed, industry_confidence=confidence if is_marked else None)
    if "gbt_class" in stated:
        is_same = stored.class_confidence is not None and changed.gbt_class == stored.gbt_class
        confidence = stored.class_confidence if is_same else changed.class_confidence
        is_marked = "class_confidence" in given and (is_same or stored.gbt_class is None)
        changed = replace(changed, class_confidence=confidence if is_marked else None)
    return changed


def _drop_suggestion(startup: Startup, stated: Collection[str]) -> Startup:
    if startup.industry_confidence is not None and "industry" not in stated:
        startup = replace(startup, industry=None, industry_confidence=None)
    if startup.class_confidence is not None and "gbt_class" not in stated:
        startup = replace(startup, gbt_class=None, class_confidence=None)
    return startup


def count_untagged(changes: ChangedProfiles) -> int:
    """Count the startups that would have no industry."""
    rows = (*changes.created, *changes.updated)
    return sum(isinstance(it, StartupDraft) and it.industry is None for it in rows)
