"""Last year's invented meeting with its follow-ups, and requests that wait for the club and the organizers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from matchmaker.demo.seeding.demo_accounts import EMAILS, NETWORK_FLAG
from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import names_organisation
from matchmaker.domain.check_ins import CheckIn, Presence
from matchmaker.domain.club import ClubAction
from matchmaker.domain.events import SlotDraft
from matchmaker.domain.ids import EventId, InvestorId, ParticipationId, StartupId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.pipeline import CloseReason, DealState, DealStepDraft
from matchmaker.domain.timetables import MeetingDraft, PlanQuality
from matchmaker.domain.vocabulary import MeetingOrigin, ParticipationState, PartyKind, Role
from matchmaker.services.meetings import club, events, pipeline
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.storage import UnitOfWork

DONE_FLAG = "demo_investing"
"""Name of the flag that the past meeting is stored."""

YEAR_AGO = timedelta(days=330)
SLOT = timedelta(minutes=30)
LASTING = timedelta(minutes=25)

DEAL_PATHS: tuple[tuple[DealState, ...], ...] = (
    (DealState.MET,),
    (DealState.MET, DealState.FOLLOWING_UP),
    (DealState.MET, DealState.FOLLOWING_UP, DealState.DUE_DILIGENCE),
    (DealState.MET, DealState.FOLLOWING_UP, DealState.DUE_DILIGENCE, DealState.TERM_SHEET),
    (DealState.MET, DealState.DUE_DILIGENCE, DealState.TERM_SHEET, DealState.INVESTED),
    (DealState.MET, DealState.FOLLOWING_UP, DealState.CLOSED),
)
"""States of each follow-up, one for each of the first startups that were met."""

LEFT = 3
"""Further startups of the meeting without a follow-up: one did not come, two can be followed up by the user."""

OTHERS = 8
"""Number of other investors with one follow-up each, for the totals."""

NOTES = (
    "团队完整，技术路线清楚。",
    "已看过样机，客户名单待核实。",
    "财务尽调进行中，重点看回款。",
    "条款已发出，等待对方董事会。",
)
MESSAGES = {
    DealState.DUE_DILIGENCE: "感谢会面，请准备近两年财务报表和专利清单。",
    DealState.TERM_SHEET: "投资意向书已寄出，欢迎一起讨论条款。",
    DealState.INVESTED: "很高兴成为股东，下月安排投后沟通。",
}
AMOUNTS = {DealState.TERM_SHEET: 300, DealState.INVESTED: 260}
STATEMENTS = ("在兰州做早期投资五年，重点看新材料和装备。", "愿意为园区企业开放产业链客户资源。")
QUESTION = "我们有两位同事轮流参加，需要提前登记姓名吗？"
INVITATION = "诚邀您加入天使投资人俱乐部，首次活动在下月举行。"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPeople:
    """The people of the past meeting: the known investor and founder, other investors, and absent startups.

    ``startups`` do not take part in this year's meeting.
    """

    investor: Actor
    founder: Actor
    others: tuple[Actor, ...]
    startups: tuple[StartupId, ...]


def seed_investing(context: Context, event_id: EventId) -> bool:
    """Store the past meeting one time; False if it is stored already, or if the demo is too small for it."""
    with context.open_unit(readonly=True) as unit:
        if unit.flags.find(NETWORK_FLAG) is None or unit.flags.find(DONE_FLAG) is not None:
            return False
        people = _find_people(unit, event_id)
    if people is None:
        return False
    with context.begin(None) as case:
        case.unit.flags.set(DONE_FLAG, "1")
        past = _store_past_event(case, people)
        _store_request(case, event_id, people.startups[-1])
        _add_colleague(case.unit, people)
        case.unit.commit()
    for path, startup_id in zip(DEAL_PATHS, people.startups, strict=False):
        _follow_up(context, people.investor, startup_id, path, event_id=past)
    for number, other in enumerate(people.others[:OTHERS]):
        startup_id = min(people.founder.startup_ids) if number == 0 else people.startups[number % len(DEAL_PATHS)]
        _follow_up(
            context, other, startup_id, DEAL_PATHS[2 if number == 0 else number % len(DEAL_PATHS)], event_id=None
        )
    _seed_club(context, people)
    for own in events.get_event(context, people.founder, event_id).own[:1]:
        events.ask_organizers(context, people.founder, own.participation.id, message=QUESTION)
    return True


def _find_people(unit: UnitOfWork, event_id: EventId) -> PastPeople | None:
    accounts = {role: unit.accounts.find_by_email(EMAILS[role]) for role in (Role.INVESTOR, Role.FOUNDER)}
    actors = [unit.accounts.find_actor(it.id) for it in accounts.values() if it]
    participations = unit.participations.list_for_event(event_id)
    attending = {it.startup_id for it in participations}
    absent = [it.id for it in unit.startups.list_page(size=200).items if it.id not in attending]
    investors = unit.investors.list_page(size=60).items
    attending_investors = {it.investor_id for it in participations}
    ids = [it.account_id for it in investors if it.account_id is not None and it.id not in attending_investors]
    others = [found for it in ids if (found := unit.accounts.find_actor(it)) and not found.startup_ids]
    if len(actors) < len(accounts) or len(absent) < len(DEAL_PATHS) + LEFT + 1 or len(others) < OTHERS:
        return None
    investor, founder = actors
    if investor is None or founder is None or investor.investor_id is None or not founder.startup_ids:
        return None
    startups = tuple(absent[: len(DEAL_PATHS) + LEFT + 1])
    return PastPeople(investor=investor, founder=founder, others=tuple(others), startups=startups)


def _store_past_event(case: UseCase[Actor | None], people: PastPeople) -> EventId:
    """Store last year's meeting, where the known investor met a few startups, one after the other."""
    first = (case.now - YEAR_AGO).replace(hour=1, minute=0, second=0, microsecond=0)
    met = people.startups[: len(DEAL_PATHS) + LEFT]
    event_id = case.unit.events.add(
        name=f"{first.year}年度兰州投资人年会（演示）",
        venue="兰州新区会展厅（演示）",
        registration_deadline=first - timedelta(days=7),
        wish_deadline=first - timedelta(days=2),
        is_demo=True,
    )
    starts = [first + number * SLOT for number in range(len(met))]
    slots = case.unit.events.add_slots(
        event_id, [SlotDraft(starts_at=it, ends_at=it + LASTING, tables=2) for it in starts]
    )
    investor_participation = case.unit.participations.add(
        event_id=event_id,
        kind=PartyKind.INVESTOR,
        profile_id=people.investor.investor_id or InvestorId(0),
        account_id=people.investor.account_id,
        most=12,
        open_slots=slots,
    )
    startup_participations: Sequence[ParticipationId] = [
        case.unit.participations.add(
            event_id=event_id, kind=PartyKind.STARTUP, profile_id=startup_id, account_id=None, most=4, open_slots=slots
        )
        for startup_id in met
    ]
    meetings = [
        MeetingDraft(
            slot_id=slot,
            table=1,
            startup_participation_id=startup,
            investor_participation_id=investor_participation,
            origin=MeetingOrigin.SUGGESTED,
        )
        for slot, startup in zip(slots, startup_participations, strict=True)
    ]
    _publish(case.unit, event_id, meetings, at=first - timedelta(days=1))
    _check_in(case.unit, event_id, [investor_participation, *startup_participations], at=first)
    return event_id


def _check_in(unit: UnitOfWork, event_id: EventId, ids: Sequence[ParticipationId], *, at: datetime) -> None:
    """Check in everybody except the last startup, which did not come."""
    for number, participation_id in enumerate(ids, 1):
        presence = Presence.ABSENT if number == len(ids) else Presence.PRESENT
        check_in = CheckIn(participation_id=participation_id, day=local_day(at), presence=presence, marked_at=at)
        unit.check_ins.put(event_id, check_in)


def _publish(unit: UnitOfWork, event_id: EventId, meetings: Sequence[MeetingDraft], *, at: datetime) -> None:
    quality = PlanQuality(
        wishes=0,
        met=0,
        value=0,
        bound=0,
        is_proven=True,
        suggested=len(meetings),
        breaks=0,
        below_floor=0,
        seconds=0.1,
    )
    timetable_id = unit.timetables.add(event_id=event_id, version=1, created_at=at, quality=quality, meetings=meetings)
    unit.timetables.publish(timetable_id, at)


def _store_request(case: UseCase[Actor | None], event_id: EventId, startup_id: StartupId) -> None:
    """Add a startup that asks the organizers to take part in this year's meeting."""
    case.unit.participations.add(
        event_id=event_id,
        kind=PartyKind.STARTUP,
        profile_id=startup_id,
        account_id=next(iter(case.unit.startups.list_members(startup_id)), None),
        most=6,
        open_slots=[slot.id for slot in case.unit.events.get(event_id).slots],
        state=ParticipationState.APPLIED,
        message="刚完成中试，希望在年会上见到做装备的投资人，能否补报名？",
        asked_at=case.now,
    )


def _add_colleague(unit: UnitOfWork, people: PastPeople) -> None:
    """Move an investor to the known investor's fund, as a colleague who can take over a wish or a meeting."""
    investor = unit.investors.get(people.investor.investor_id or InvestorId(0))
    colleague = unit.investors.get_for_update(people.others[-1].investor_id or InvestorId(0))
    if names_organisation(investor.organisation):
        unit.investors.save(replace(colleague, organisation=investor.organisation))


def _follow_up(
    context: Context, actor: Actor, startup_id: StartupId, path: Sequence[DealState], *, event_id: EventId | None
) -> None:
    """Add one follow-up with a step each month. Steps with a message are shared with the founder."""
    begun = (context.now() - YEAR_AGO).date()
    steps = [_make_step(state, begun + timedelta(days=30 * number)) for number, state in enumerate(path)]
    investor_id = actor.investor_id or InvestorId(0)
    deal_id = pipeline.start_deal(context, actor, investor_id, startup_id, steps[0], event_id=event_id)
    for step in steps[1:]:
        pipeline.add_step(context, actor, deal_id, step)


def _make_step(state: DealState, day: date) -> DealStepDraft:
    return DealStepDraft(
        state=state,
        happened_on=day,
        amount=AMOUNTS.get(state),
        close_reason=CloseReason.VALUATION if state is DealState.CLOSED else None,
        note=NOTES[list(DealState).index(state) % len(NOTES)],
        message=MESSAGES.get(state, ""),
        is_shared=state in MESSAGES,
        is_amount_shared=state is DealState.INVESTED,
    )


def _seed_club(context: Context, people: PastPeople) -> None:
    """Two investors ask to join the club, and one is invited."""
    with context.open_unit(readonly=True) as unit:
        account = unit.accounts.find_by_email(EMAILS[Role.OPERATOR])
        operator = unit.accounts.find_actor(account.id) if account else None
        own = {it.investor_id: it for it in people.others if it.investor_id is not None}
        members = [key for key, it in unit.investors.list_by_ids(own).items() if it.is_club_member]
    outside = [(key, it) for key, it in own.items() if key not in members]
    for words, (investor_id, actor) in zip(STATEMENTS, outside, strict=False):
        club.move_membership(context, actor, investor_id, ClubAction.REQUEST, words=words)
    if operator is not None and len(outside) > len(STATEMENTS):
        investor_id = outside[len(STATEMENTS)][0]
        club.move_membership(context, operator, investor_id, ClubAction.INVITE, words=INVITATION)
