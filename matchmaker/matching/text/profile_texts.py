"""The texts of a profile that are encoded, compared and quoted in reasons, without repeated clauses."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.domain import completeness
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft

LEAST_REPEATS, COMMON_SHARE = 10, 0.002
"""A clause is common when it occurs in ten profiles of a kind and in two of a thousand.

Among 6,272 descriptions of real companies no clause with content reaches this; forms and templates do."""

CACHED_TEXTS = 1 << 15
"""Texts whose clauses are cached: they are needed for encoding and again for comparing."""

_NUMBER = re.compile(r"\d+")

_CLAUSE = re.compile(r"[^，。；！？,;!?\n]+[，。；！？,;!?\n]*")

_MARKS = "，。；！？,;!? \n"


def remove_repeated_clauses(texts: Sequence[str]) -> list[str]:
    """Each text without the clauses that too many texts share; the whole text when nothing would remain.

    Parameters
    ----------
    texts : n strings
        One text for each profile of a kind. Clauses are compared without punctuation around them, numbers as 0.

    Returns
    -------
    list of n strings
        Not blank unless the text is.
    """
    return remove_clauses(texts, find_repeated_clauses(texts))


def find_repeated_clauses(texts: Sequence[str]) -> frozenset[str]:
    """Clauses that too many of the texts share.

    Parameters
    ----------
    texts : n strings
        All texts of one kind.

    Returns
    -------
    frozenset of str
        Without punctuation around them, numbers as 0.
    """
    counts = Counter(bare for text in texts for bare in {bare for bare, _whole in _clauses(text) if bare})
    least = max(LEAST_REPEATS, COMMON_SHARE * len(texts))
    return frozenset(bare for bare, count in counts.items() if count >= least)


def remove_clauses(texts: Sequence[str], common: frozenset[str]) -> list[str]:
    """Each text without the ``common`` clauses; the whole text when nothing would remain.

    Parameters
    ----------
    texts : n strings
    common : frozenset of str
        From ``find_repeated_clauses``.

    Returns
    -------
    list of n strings
        Not blank unless the text is.
    """
    remaining = ("".join(whole for bare, whole in _clauses(text) if bare not in common) for text in texts)
    return [rest.strip(_MARKS).strip() or text for rest, text in zip(remaining, texts, strict=True)]


@lru_cache(maxsize=CACHED_TEXTS)
def _clauses(text: str) -> tuple[tuple[str, str], ...]:
    """Each clause in two forms: without punctuation and with numbers as 0, and unchanged with its punctuation."""
    return tuple((_NUMBER.sub("0", whole.strip(_MARKS)), whole) for whole in _CLAUSE.findall(text))


Profiles = Sequence[StartupDraft] | Sequence[MentorDraft] | Sequence[InvestorDraft]

THIN_TEXT = completeness.MIN_TEXT_CHARACTERS
"""Characters below which a text is too short for reliable matching: one short Chinese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonClauses:
    """Clauses that too many profiles of a kind share, in the profile text and in the needs."""

    profile: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def find_common_clauses(profiles: Profiles) -> CommonClauses:
    """The clauses to leave out of the texts of a kind.

    Parameters
    ----------
    profiles : n profiles of one kind
        All profiles of the kind, as only together they show which clauses are common.

    Returns
    -------
    CommonClauses
    """
    needs = [needs_text(profile) for profile in profiles if isinstance(profile, StartupDraft)]
    return CommonClauses(
        profile=find_repeated_clauses([profile_text(profile) for profile in profiles]),
        needs=find_repeated_clauses(needs),
    )


def profile_texts(profiles: Profiles, common: CommonClauses | None = None) -> list[str]:
    """What each profile of a kind is or offers, without common clauses: the texts to encode and to compare.

    Parameters
    ----------
    profiles : n profiles of one kind
        All profiles of the kind, unless ``common`` is given.
    common : CommonClauses, optional
        Found among these profiles when left out.

    Returns
    -------
    list of n strings
        Empty for a profile without text.
    """
    texts = [profile_text(profile) for profile in profiles]
    return remove_repeated_clauses(texts) if common is None else remove_clauses(texts, common.profile)


def needs_texts(startups: Sequence[StartupDraft], common: CommonClauses | None = None) -> list[str]:
    """The stated needs of each startup, without common clauses: the texts to encode and to compare.

    Parameters
    ----------
    startups : n startups
        All startups, unless ``common`` is given.
    common : CommonClauses, optional
        Found among these startups when left out.

    Returns
    -------
    list of n strings
        Empty for a startup without stated needs.
    """
    texts = [needs_text(startup) for startup in startups]
    return remove_repeated_clauses(texts) if common is None else remove_clauses(texts, common.needs)


def profile_text(profile: StartupDraft | MentorDraft | InvestorDraft) -> str:
    """What a profile is or offers: description, expertise with experience, or thesis.

    Parameters
    ----------
    profile : StartupDraft or MentorDraft or InvestorDraft

    Returns
    -------
    str
        Stripped; empty for a profile without text.
    """
    if isinstance(profile, StartupDraft):
        return profile.description.strip()
    if isinstance(profile, InvestorDraft):
        return profile.thesis.strip()
    return "\n".join(part for part in (profile.expertise.strip(), profile.experience.strip()) if part)


def needs_text(startup: StartupDraft) -> str:
    """The stated needs of a startup.

    Parameters
    ----------
    startup : StartupDraft

    Returns
    -------
    str
        Stripped; empty without stated needs.
    """
    return startup.needs.strip()


def is_thin(text: str) -> bool:
    """Whether ``text`` is too short for reliable matching.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
        True below ``THIN_TEXT`` characters, without white space.
    """
    return completeness.count_characters(text) < THIN_TEXT
