"""What the clock does for mentorships: tell both sides in time that a term runs out."""

from datetime import timedelta

from matchmaker.domain.mentorships import SIDES, Term
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring.mentorships.access import list_side_accounts
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.notices import notify

AHEAD = timedelta(days=14)
"""Before the last day: time for one more session, and to agree on an extension."""


def remind_of_ends(context: Context) -> int:
    """Tell both sides of each term that runs out soon, once for each last day; how many terms that were."""
    with context.open_unit(readonly=True) as unit:
        due = unit.terms.list_to_remind(find_today(context) + AHEAD)
    return sum(_remind(context, term) for term in due)


def _remind(context: Context, term: Term) -> bool:
    with context.begin(None) as case:
        if not case.unit.terms.mark_reminded(term):
            return False
        entry = case.unit.applications.get_with_parties(term.mentorship_id)
        for side in SIDES:
            other = entry.mentor.name if side is PartyKind.STARTUP else entry.startup.name
            notify(
                case,
                to=list_side_accounts(case.unit, entry.application, side),
                kind=NoticeKind.TERM_ENDING,
                subject_kind="mentoring",
                subject_id=term.mentorship_id,
                data={"name": other, "until": term.ends_on},
            )
        case.unit.commit()
    return True
