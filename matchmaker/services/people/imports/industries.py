"""Industries in imported lists: stated ones count above suggested ones, and our own lists bring suggestions back."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Protocol

from matchmaker.domain.profiles import Startup, StartupDraft


class ChangedProfiles(Protocol):
    """What a file would add and change."""

    created: list[Any]
    updated: list[Any]


def merge_industry(found: Startup, changed: Startup, given: Collection[str]) -> Startup:
    """``changed``, with the marks of its industry and class as the file and what was ``found`` have them.

    A value of the file is stated, unless the file marks it as suggested and it is the one that was suggested here, or
    nothing was known here. What was suggested from another description is dropped, to be suggested anew.
    """
    told = {"industry", "gbt_class"} & set(given)
    if "description" in given and changed.description != found.description:
        changed = _drop_suggestion(changed, told)
    if changed.industry is not found.industry and "gbt_class" not in told and found.class_confidence is not None:
        changed = replace(changed, gbt_class=None, class_confidence=None)
    if "industry" in told:
        is_ours = found.industry_confidence is not None and changed.industry is found.industry
        kept = found.industry_confidence if is_ours else changed.industry_confidence
        is_marked = "industry_confidence" in given and (is_ours or found.industry is None)
        changed = replace(changed, industry_confidence=kept if is_marked else None)
    if "gbt_class" in told:
        is_ours = found.class_confidence is not None and changed.gbt_class == found.gbt_class
        kept = found.class_confidence if is_ours else changed.class_confidence
        is_marked = "class_confidence" in given and (is_ours or found.gbt_class is None)
        changed = replace(changed, class_confidence=kept if is_marked else None)
    return changed


def _drop_suggestion(startup: Startup, told: Collection[str]) -> Startup:
    if startup.industry_confidence is not None and "industry" not in told:
        startup = replace(startup, industry=None, industry_confidence=None)
    if startup.class_confidence is not None and "gbt_class" not in told:
        startup = replace(startup, gbt_class=None, class_confidence=None)
    return startup


def count_untagged(changes: ChangedProfiles) -> int:
    """Startups that would have no industry."""
    rows = (*changes.created, *changes.updated)
    return sum(isinstance(it, StartupDraft) and it.industry is None for it in rows)
