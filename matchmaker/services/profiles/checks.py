"""Rules of a profile, whoever writes it: a page, an import, the demo."""

from matchmaker.domain.errors import Invalid
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft

LONGEST_TEXT = 4000
"""Characters of a text in a profile: two printed pages; the encoder reads about the first 500 tokens."""

LONGEST_NAME = 120


def check_startup(draft: StartupDraft) -> None:
    """Invalid with a code for each field that breaks a rule."""
    faults = _check_texts(draft, {"name": LONGEST_NAME, "description": LONGEST_TEXT}, must=True)
    faults |= _check_texts(draft, {"needs": LONGEST_TEXT, "team": LONGEST_TEXT})
    if draft.funding_sought is not None and draft.funding_sought < 0:
        faults["funding_sought"] = "below_zero"
    _refuse(faults)


def check_mentor(draft: MentorDraft) -> None:
    """Invalid with a code for each field that breaks a rule."""
    faults = _check_texts(draft, {"name": LONGEST_NAME, "expertise": LONGEST_TEXT}, must=True)
    faults |= _check_texts(draft, {"experience": LONGEST_TEXT, "organisation": LONGEST_NAME, "title": LONGEST_NAME})
    if draft.capacity < 0:
        faults["capacity"] = "below_zero"
    _refuse(faults)


def check_investor(draft: InvestorDraft) -> None:
    """Invalid with a code for each field that breaks a rule."""
    faults = _check_texts(draft, {"name": LONGEST_NAME, "thesis": LONGEST_TEXT}, must=True)
    faults |= _check_texts(draft, {"organisation": LONGEST_NAME})
    least, most = draft.ticket_min, draft.ticket_max
    faults |= {name: "below_zero" for name in ("ticket_min", "ticket_max", "capacity") if _is_below_zero(draft, name)}
    if least is not None and most is not None and least > most:
        faults["ticket_max"] = "ticket_range"
    _refuse(faults)


def _is_below_zero(draft: InvestorDraft, name: str) -> bool:
    value = getattr(draft, name)
    return value is not None and value < 0


def _check_texts(draft: object, limits: dict[str, int], *, must: bool = False) -> dict[str, str]:
    faults = {}
    for name, longest in limits.items():
        text = getattr(draft, name).strip()
        if must and not text:
            faults[name] = "required"
        elif len(text) > longest:
            faults[name] = "too_long"
    return faults


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise Invalid("invalid_fields", fields=faults)
