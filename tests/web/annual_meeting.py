"""An annual meeting for tests: one morning, four times, two tables; everybody of the small network takes part."""

from dataclasses import dataclass
from datetime import timedelta

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import SlotDraft
from matchmaker.domain.ids import EventId, ParticipationId, TimetableId
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings import events
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.suggestions.full_run import recommend_all
from tests.actors import find_actor
from tests.web.small_network import NOW, SmallNetwork

OPENS = NOW + timedelta(days=30)


@dataclass(frozen=True)
class AnnualMeeting:
    """``startups[k]`` and ``investors[k]`` are participations of the world's profiles in their order."""

    world: SmallNetwork
    event_id: EventId
    startups: list[ParticipationId]
    investors: list[ParticipationId]

    def path(self, tail: str = "") -> str:
        return f"/events/{self.event_id}{tail}"

    def of(self, participation_id: ParticipationId, tail: str) -> str:
        return f"/events/{self.event_id}/participations/{participation_id}{tail}"

    def wish(self, role: Role, wisher: ParticipationId, *wished: ParticipationId) -> None:
        for it in wished:
            events.add_wish(self.world.context, act_as(self.world, role), participation_id=wisher, wished_id=it)

    def plan(self) -> TimetableId:
        return plan_event(self.world.context, self.event_id)


def act_as(world: SmallNetwork, role: Role) -> Actor:
    actor = find_actor(world.context, world.accounts[role])
    assert actor is not None
    return actor


def open_event(world: SmallNetwork) -> EventId:
    """An event that nobody has registered for yet."""
    slots = [
        SlotDraft(starts_at=OPENS + timedelta(minutes=30 * n), ends_at=OPENS + timedelta(minutes=30 * n + 25), tables=2)
        for n in range(4)
    ]
    return events.create_event(
        world.context,
        act_as(world, Role.ORGANIZER),
        name="投资人年会",
        venue="会展厅",
        registration_deadline=NOW + timedelta(days=10),
        wish_deadline=NOW + timedelta(days=20),
        slots=slots,
    )


def create_annual_meeting(world: SmallNetwork) -> AnnualMeeting:
    """The event with everybody registered and suggestions computed."""
    recommend_all(world.context)
    event_id = open_event(world)
    register = {PartyKind.STARTUP: world.startups, PartyKind.INVESTOR: world.investors}
    found = {
        kind: [
            events.register(
                world.context, _registrar(world, kind, profile_id), event_id=event_id, kind=kind, profile_id=profile_id
            )
            for profile_id in ids
        ]
        for kind, ids in register.items()
    }
    return AnnualMeeting(world, event_id, found[PartyKind.STARTUP], found[PartyKind.INVESTOR])


def _registrar(world: SmallNetwork, kind: PartyKind, profile_id: int) -> Actor:
    """Everybody registers oneself; those without an account are registered by the organizer."""
    own = {
        (PartyKind.STARTUP, world.startups[0]): Role.FOUNDER,
        (PartyKind.INVESTOR, world.investors[0]): Role.INVESTOR,
    }
    return act_as(world, own.get((kind, profile_id), Role.ORGANIZER))
