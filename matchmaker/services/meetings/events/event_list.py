"""Events: listed for everybody, created by an organizer."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid
from matchmaker.domain.events import DEFAULT_RULES, Event, EventRules, SlotDraft, is_open
from matchmaker.domain.ids import EventId
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.services.meetings.events.views import EventView, ParticipationView
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require

MAX_WISH_BUDGET = 100
"""Upper limit of the wishes that an event allows one participant. A larger number is a mistake."""

MAX_REMIND_DAYS = 60
"""Upper limit of the days between the reminder and the wish deadline."""

MAX_CONTACT_LENGTH = 200
"""Most characters of the contact of an event."""

MAX_SLOTS = 200
"""Most slots of an event: five days of forty. More is a mistake."""


def list_events(context: Context, actor: Actor | None = None) -> tuple[Event, ...]:
    """All events, the latest first."""
    del actor
    with context.open_unit(readonly=True) as unit:
        return unit.events.list_all()


def get_event(context: Context, actor: Actor | None, event_id: EventId) -> EventView:
    """An event with its figures and the actor's own participations."""
    now = context.now()
    with context.begin(actor, readonly=True) as case:
        event = case.unit.events.get(event_id)
        counts = case.unit.participations.count_registered(event_id)
        is_organizer = actor is not None and permissions.can_organize(actor)
        return EventView(
            event=event,
            own=_list_own(case, event_id),
            startups=counts[PartyKind.STARTUP],
            investors=counts[PartyKind.INVESTOR],
            wishes=case.unit.wishes.count_for_event(event_id),
            is_registration_open=is_open(event.registration_deadline, now),
            is_wishing_open=is_open(event.wish_deadline, now),
            published_id=case.unit.timetables.find_published_id(event_id),
            waiting=case.unit.attendance.count_waiting(event_id) if is_organizer else 0,
            planning=case.unit.jobs.find_latest(JobKind.PLAN, {"event_id": event_id}) if is_organizer else None,
        )


def _list_own(case: UseCase[Actor | None], event_id: EventId) -> tuple[ParticipationView, ...]:
    if case.actor is None:
        return ()
    entries = case.unit.participations.list_entries_for_profiles(
        startup_ids=case.actor.startup_ids, investor_id=case.actor.investor_id, event_id=event_id
    )
    own = [it for it in entries if permissions.can_act_for_participation(case.actor, it.participation)]
    ids = [it.participation.id for it in own]
    wishes = case.unit.wishes.count_by_wisher(event_id, ids) if own else {}
    mutual = Counter(mine for mine, _ in case.unit.attendance.list_mutual(ids)) if own else Counter()
    return tuple(
        ParticipationView(
            participation=entry.participation,
            profile=entry.profile,
            wishes=wishes.get(entry.participation.id, 0),
            mutual=mutual[entry.participation.id],
        )
        for entry in own
    )


def create_event(
    context: Context,
    actor: Actor,
    *,
    name: str,
    venue: str,
    registration_deadline: datetime,
    wish_deadline: datetime,
    slots: Sequence[SlotDraft],
    rules: EventRules = DEFAULT_RULES,
) -> EventId:
    """Create an event with its slots. The registration deadline must be in the future."""
    require(permissions.can_organize(actor))
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    rules = replace(rules, contact=rules.contact.strip())
    _check_event(name, registration_deadline, wish_deadline, ordered)
    check_rules(rules)
    if not is_open(registration_deadline, context.now()):
        raise Invalid("invalid_fields", fields={"registration_deadline": "in_past"})
    with context.begin(actor) as case:
        event_id = case.unit.events.add(
            name=name.strip(),
            venue=venue.strip(),
            registration_deadline=registration_deadline,
            wish_deadline=wish_deadline,
            rules=rules,
            slots=ordered,
        )
        after = {"name": name.strip(), "slots": len(ordered)}
        record_audit(case, action="event.create", kind="event", subject=event_id, after=after)
        case.unit.commit()
    return event_id


def check_rules(rules: EventRules) -> None:
    """Refuse rules out of range. Raises Invalid with the fields."""
    faults = {
        name: "number_range"
        for name, most in (
            ("startup_wishes", MAX_WISH_BUDGET),
            ("investor_wishes", MAX_WISH_BUDGET),
            ("remind_days", MAX_REMIND_DAYS),
        )
        if not 0 <= getattr(rules, name) <= most
    }
    if len(rules.contact) > MAX_CONTACT_LENGTH:
        faults["contact"] = "too_long"
    if faults:
        raise Invalid("invalid_fields", fields=faults)


def check_event(event: Event, slots: Sequence[SlotDraft]) -> None:
    """Refuse an impossible event. Raises Invalid with the fields. ``slots``, in order of time, replace its own."""
    _check_event(event.name, event.registration_deadline, event.wish_deadline, slots)


def _check_event(name: str, registration: datetime, wishing: datetime, slots: Sequence[SlotDraft]) -> None:
    faults = {}
    if not name.strip():
        faults["name"] = "required"
    if wishing < registration:
        faults["wish_deadline"] = "before_registration"
    if not 0 < len(slots) <= MAX_SLOTS:
        faults["slots"] = "slots_range"
    elif any(it.ends_at <= it.starts_at or it.tables < 0 for it in slots):
        faults["slots"] = "slot_times"
    elif any(late.starts_at < early.ends_at for early, late in itertools.pairwise(slots)):
        faults["slots"] = "slots_overlap"
    elif wishing > slots[0].starts_at:
        faults["wish_deadline"] = "after_start"
    if faults:
        raise Invalid("invalid_fields", fields=faults)
