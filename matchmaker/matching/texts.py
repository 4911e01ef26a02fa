"""Which words of a profile speak for it: the texts that are encoded, compared and quoted in reasons."""

from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft

THIN_TEXT = 20
"""Characters below which a text says too little to be matched with confidence: one short Chinese sentence."""


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
