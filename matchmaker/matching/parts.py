"""Names of the parts that a score is made of."""

from enum import StrEnum


class Part(StrEnum):
    """What a score is made of, in the order of every array of parts."""

    NEEDS_TEXT = "needs_text"
    PROFILE_TEXT = "profile_text"
    SHARED_WORDS = "shared_words"
    INDUSTRY = "industry"
    STAGE = "stage"
    TICKET = "ticket"
    ZONE = "zone"
    LOAD = "load"


PARTS = tuple(Part)
