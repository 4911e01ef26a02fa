"""Which words of a profile speak for it: the texts that are encoded, compared and quoted in reasons."""

from collections.abc import Sequence

from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.matching.clauses import distil

THIN_TEXT = 20
"""Characters below which a text says too little to be matched with confidence: one short Chinese sentence."""


def profile_texts(profiles: Sequence[StartupDraft] | Sequence[MentorDraft] | Sequence[InvestorDraft]) -> list[str]:
    """What each profile of a kind is or offers, common clauses left out: the texts to encode and to compare.

    Parameters
    ----------
    profiles : n profiles of one kind
        All there are, since only together they show which clauses are common.

    Returns
    -------
    list of n strings
        Empty where nothing was said.
    """
    return distil([profile_text(profile) for profile in profiles])


def needs_texts(startups: Sequence[StartupDraft]) -> list[str]:
    """What each startup says it needs, common clauses left out: the texts to encode and to compare.

    Parameters
    ----------
    startups : n startups
        All there are.

    Returns
    -------
    list of n strings
        Empty where nothing was said.
    """
    return distil([needs_text(startup) for startup in startups])


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
    return len("".join(text.split())) < THIN_TEXT
