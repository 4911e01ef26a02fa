"""What some invented startups leave out, so that the demo shows thin profiles and missing industries."""

import re
from collections.abc import Container
from dataclasses import replace

from matchmaker.domain.profiles import StartupDraft

WITHOUT_INDUSTRY = 25
"""Every so many startups state no industry."""

THIN = 40
"""Every so many say hardly anything."""

FIRST_CLAUSE = re.compile(r"^[^，。；！？]+")


def drop_fields(number: int, draft: StartupDraft, *, spared: Container[int] = ()) -> StartupDraft:
    """``draft`` of startup ``number``, counted from 1, with what it leaves out; nothing for the ``spared``."""
    if number in spared:
        return draft
    if number % WITHOUT_INDUSTRY == WITHOUT_INDUSTRY // 2:
        draft = replace(draft, industry=None, gbt_class=None)
    if number % THIN == THIN // 2:
        said = FIRST_CLAUSE.match(draft.description)
        draft = replace(draft, description=said[0] if said else draft.description, needs="", team="", stage=None)
    return draft
