"""Values for the addresses of pages: a few of each object, a visitor's own before shared ones."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matchmaker.demo import seeding
from matchmaker.domain.accounts import Actor
from matchmaker.domain.club import ClubAction
from matchmaker.domain.ids import EventId, InvestorId, PoolApplicationId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.interests import LedgerSearch
from matchmaker.domain.office_hours import HourState
from matchmaker.domain.vocabulary import ApplicationState, JobKind, ParticipationState, PartyKind, Role
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.mentoring import rounds
from matchmaker.services.people import accounts, imports
from matchmaker.services.platform import jobs
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.learning.training import train

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

Things = Mapping[str, Sequence[object]]
"""Name of an argument -> values, each of which opens some page."""

TABLE = "name,description\n" + "".join(f"公司{n},第{n}家研发工业软件的公司\n" for n in range(200))
PAIRED = {
    PartyKind.STARTUP: PartyKind.INVESTOR,
    PartyKind.MENTOR: PartyKind.STARTUP,
    PartyKind.INVESTOR: PartyKind.STARTUP,
}


def make_shared(context: Context, operator: Actor) -> Things:
    """Values for everybody. Objects that the demo lacks are made: an import, a job, a draft, a guest, a version."""
    upload = imports.read_upload(context, operator, kind=ImportKind.STARTUP, filename="a.csv", content=TABLE.encode())
    job_id = jobs.start_job(context, operator, JobKind.RECOMMEND, {})
    event_id = seeding.find_demo_event(context)
    assert event_id is not None  # noqa: S101 -- seeded a moment ago
    code = accounts.invite(context, operator, login="guest@demo.example", name="来宾", roles=frozenset({Role.INVESTOR}))
    draft_id = plan_event(context, event_id)
    version = train(context).version
    round_ids = [it.id for it in rounds.list_rounds(context, operator).items]
    with context.open_unit(readonly=True) as unit:
        lines = unit.ledger.list_page(LedgerSearch(), context.now(), size=1).items
        return {
            "account_id": [operator.account_id],
            "action": [*ClubAction],
            "application_id": [PoolApplicationId(1)],
            "candidacy_id": [1],
            "code": [code],
            "event_id": [event_id],
            "import_id": [upload.import_id],
            "incubator_id": [1],
            "investor_id": [1],
            "job_id": [job_id],
            "key": [it.entry.key for it in lines],
            "kind": [PartyKind.STARTUP.value, PartyKind.MENTOR.value],
            "mentor_id": [1],
            "other_id": [2],
            "profile_id": [1],
            "round_id": round_ids,
            "startup_id": [1],
            "timetable_id": [unit.timetables.find_published_id(event_id), draft_id],
            "version": [version] if version else [],
            "year": [context.now().year],
            "participation_id": _list_asking(unit, event_id),
            "mentorship_id": [1],
        }


def _list_asking(unit: "UnitOfWork", event_id: EventId) -> list[object]:
    """Participations that the organizers must answer: requests to take part, and questions."""
    found = [it for it in unit.participations.list_for_event(event_id) if it.asked_at is not None]
    states = (ParticipationState.APPLIED, ParticipationState.REGISTERED)
    return [next(it.id for it in found if it.state is state) for state in states]


def find_own(context: Context, actor: Actor, event_id: EventId) -> Things:
    """Values for an actor's own pages: the own profile, participation and mentorships, with their details."""
    own: dict[str, Sequence[object]] = {}
    profiles = {"startup_id": min(actor.startup_ids, default=None), "mentor_id": actor.mentor_id}
    profiles |= {"investor_id": actor.investor_id}
    for (name, key), kind in zip(profiles.items(), PAIRED, strict=True):
        if key is not None:
            own |= {name: [key], "seeker": [kind.value], "seeker_id": [key], "candidate": [PAIRED[kind].value]}
            own |= {"profile_id": [key], "other_id": [1, key]}
    if actor.has(Role.OPERATOR):
        own |= {"seeker": ["startup"], "seeker_id": [1], "candidate": ["mentor"]}
    with context.open_unit(readonly=True) as unit:
        own |= (
            _list_mentoring(unit, context, actor)
            | _list_meetings(unit, actor, event_id)
            | _list_deals(unit, context, actor)
        )
        own |= {"organisation_id": [it.id for it in unit.organisations.list_for(actor.account_id)[:1]]}
        own |= {"notice_id": [it.id for it in unit.notices.list_page(actor.account_id, size=1).items]}
    return {name: values for name, values in own.items() if values}


def _list_mentoring(unit: "UnitOfWork", context: Context, actor: Actor) -> dict[str, Sequence[object]]:
    """An active mentorship with a session, an open application, and office hours, booked and free."""
    found = [*unit.applications.list_open(mentor_id=actor.mentor_id)] if actor.mentor_id else []
    for startup_id in sorted(actor.startup_ids):
        found += unit.applications.list_open(startup_id=startup_id)
    by_state = {it.state: it.id for it in found}
    running = by_state.get(ApplicationState.ACCEPTED)
    sessions = unit.mentorship_records.list_for(running) if running else ()
    offered = unit.office_hours.list_offered(since=context.now())
    states = {HourState.BOOKED}
    booked = unit.office_hours.list_booked(actor.startup_ids, since=context.now(), states=states)
    if actor.mentor_id is not None:
        booked += unit.office_hours.list_for_mentor(actor.mentor_id, since=context.now(), states=states)
    own_mentors = {it.mentor_id for it in found}
    strangers = [it.id for it in unit.mentors.list_page(size=10).items if it.id not in own_mentors]
    hours = [next((it.hour.id for it in listed), None) for listed in (booked, offered)]
    return {
        "mentorship_id": [*by_state.values()],
        "session_id": [it.id for it in sessions[:1]],
        "hour_id": [it for it in hours if it],
    } | ({"mentor_id": strangers[:1]} if actor.startup_ids else {})


def _list_meetings(unit: "UnitOfWork", actor: Actor, event_id: EventId) -> dict[str, Sequence[object]]:
    """The own participation, somebody it wished for, and somebody it meets."""
    entries = unit.participations.list_entries_for_profiles(
        startup_ids=actor.startup_ids, investor_id=actor.investor_id, event_id=event_id
    )
    if not entries:
        return {}
    own = entries[0].participation
    wished = [it.wished_id for it in unit.wishes.list_for_event(own.event_id) if it.wisher_id == own.id and it.rank]
    published = unit.timetables.find_published(own.event_id)
    meetings = published.meetings if published else ()
    partners = [it.startup_participation_id for it in meetings if it.investor_participation_id == own.id]
    return {
        "participation_id": [own.id],
        "wished_id": wished[:1],
        "partner_id": partners[:1],
    }


def _list_deals(unit: "UnitOfWork", context: Context, actor: Actor) -> dict[str, Sequence[object]]:
    """A follow-up that can take its first step, and a startup that was met without a follow-up."""
    if actor.investor_id is None:
        return {}
    deals = unit.deals.list_for_investor(InvestorId(actor.investor_id))
    steps = unit.deals.list_steps([it.deal.id for it in deals])
    met = unit.past_meetings.list_not_in_pipeline(actor.investor_id, context.now())
    return {
        "deal_id": [it.deal.id for it in deals[:3]],
        "step_id": [steps[it.deal.id][0].id for it in deals[:3]],
        "startup_id": [1, *(startup_id for startup_id, _, _ in met[:1])],
    }
