"""Which words of a profile speak for it: the texts that are encoded, compared and quoted in reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain import completeness
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.matching.clauses import find_repeated_clauses, remove_clauses, remove_repeated_clauses

Profiles = Sequence[StartupDraft] | Sequence[MentorDraft] | Sequence[InvestorDraft]

THIN_TEXT = completeness.MIN_TEXT_CHARACTERS
"""Characters below which a text says too little to be matched with confidence: one short Chinese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonClauses:
    """Clauses that too many profiles of a kind share, in what they are or offer and in what they need."""

    profile: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def find_common_clauses(profiles: Profiles) -> CommonClauses:
    """The clauses to leave out of the texts of a kind.

    Parameters
    ----------
    profiles : n profiles of one kind
        All there are, since only together they show which clauses are common.

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
    """What each profile of a kind is or offers, common clauses left out: the texts to encode and to compare.

    Parameters
    ----------
    profiles : n profiles of one kind
        All there are, unless ``common_clauses`` is given.
    common : CommonClauses, optional
        Found among these profiles when left out.

    Returns
    -------
    list of n strings
        Empty where nothing was said.
    """
    told = [profile_text(profile) for profile in profiles]
    return remove_repeated_clauses(told) if common is None else remove_clauses(told, common.profile)


def needs_texts(startups: Sequence[StartupDraft], common: CommonClauses | None = None) -> list[str]:
    """What each startup says it needs, common clauses left out: the texts to encode and to compare.

    Parameters
    ----------
    startups : n startups
        All there are, unless ``common_clauses`` is given.
    common : CommonClauses, optional
        Found among these startups when left out.

    Returns
    -------
    list of n strings
        Empty where nothing was said.
    """
    told = [needs_text(startup) for startup in startups]
    return remove_repeated_clauses(told) if common is None else remove_clauses(told, common.needs)


def profile_text(profile: StartupDraft | MentorDraft | InvestorDraft) -> str:
    """What a profile is or offers: description, expertise with experience, or thesis.

    Parameters
    ----------
    profile : StartupDraft or MentorDraft or InvestorDraft

    Returns
    -------
    str
        Stripped; empty when nothing was said.
    """
    if isinstance(profile, StartupDraft):
        return profile.description.strip()
    if isinstance(profile, InvestorDraft):
        return profile.thesis.strip()
    return "\n".join(part for part in (profile.expertise.strip(), profile.experience.strip()) if part)


def needs_text(startup: StartupDraft) -> str:
    """What a startup says it needs.

    Parameters
    ----------
    startup : StartupDraft

    Returns
    -------
    str
        Stripped; empty when it did not say.
    """
    return startup.needs.strip()


def is_thin(text: str) -> bool:
    """Whether ``text`` says too little to be matched with confidence.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
        True below ``THIN_TEXT`` characters, white space not counted.
    """
    return completeness.count_characters(text) < THIN_TEXT
