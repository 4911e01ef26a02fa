"""Data of the killed processes: applications to accept, drafts to publish, uploads to import."""

from dataclasses import dataclass, replace

from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.ids import AccountId, ParticipationId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.timetables import MeetingDraft, PlanQuality
from matchmaker.domain.vocabulary import MeetingOrigin, PartyKind, Role
from matchmaker.services.meetings import events
from matchmaker.services.mentoring import applications
from matchmaker.services.people import imports
from matchmaker.services.platform.context import Context
from tests.actors import find_actor
from tests.integration.services.sample_network import add_event, draft_investor, draft_mentor, draft_startup

ROWS = 20
"""Rows of an upload; the searched faults name this number too."""

PAIRS = 3
"""Meetings of a draft; each draft holds them at other times, so that publishing always moves all of them."""

QUALITY = PlanQuality(
    wishes=0, met=0, value=0, bound=0, is_proven=True, suggested=PAIRS, breaks=0, below_floor=0, seconds=0.0
)


@dataclass(frozen=True)
class FaultScenario:
    """For each action: the account that acts, and the ids of the objects that it acts on, each a single time."""

    actors: dict[str, AccountId]
    things: dict[str, list[int]]


def build_scenario(context: Context, *, each: int) -> FaultScenario:
    people = {role: _add_account(context, role) for role in Role}
    actors = {role: _get(context, account_id) for role, account_id in people.items()}
    return FaultScenario(
        actors={"accept": people[Role.MENTOR], "publish": people[Role.ORGANIZER], "import": people[Role.OPERATOR]},
        things={
            "accept": _apply(context, people, each),
            "publish": _draft(context, actors[Role.ORGANIZER], people, each),
            "import": _upload(context, actors[Role.OPERATOR], each),
        },
    )


def _add_account(context: Context, role: Role) -> AccountId:
    draft = AccountDraft(email=f"{role}@stage.cn", name=role.value, roles=frozenset({role}), created_at=context.now())
    with context.open_unit() as unit:
        account_id = unit.accounts.add(draft, password_hash=None)
        unit.commit()
    return account_id


def _get(context: Context, account_id: AccountId) -> Actor:
    found = find_actor(context, account_id)
    assert found is not None
    return found


def _apply(context: Context, people: dict[Role, AccountId], each: int) -> list[int]:
    """Applications of as many startups to one mentor with room for all."""
    with context.open_unit() as unit:
        mentor = unit.mentors.add(draft_mentor(capacity=each, account_id=people[Role.MENTOR]))
        startups = unit.startups.add_many(draft_startup(f"材料{n}") for n in range(each))
        for startup in startups:
            unit.accounts.link(people[Role.FOUNDER], kind=PartyKind.STARTUP, profile_id=startup)
        unit.commit()
    founder = _get(context, people[Role.FOUNDER])
    return [
        applications.apply_to_mentor(context, founder, startup_id=startup, mentor_id=mentor, goal="量产")
        for startup in startups
    ]


def _draft(context: Context, organizer: Actor, people: dict[Role, AccountId], each: int) -> list[int]:
    """Drafts of one event; each places all meetings at other times than every other draft."""
    event_id = add_event(context, organizer, slots=each + PAIRS, tables=PAIRS)
    sides = []
    with context.open_unit() as unit:
        startups = unit.startups.add_many(draft_startup(f"参会{n}") for n in range(PAIRS))
        investors = [unit.investors.add(draft_investor(f"资本{n}")) for n in range(PAIRS)]
        unit.accounts.link(people[Role.INVESTOR], kind=PartyKind.INVESTOR, profile_id=investors[0])
        unit.accounts.link(people[Role.FOUNDER], kind=PartyKind.STARTUP, profile_id=startups[0])
        unit.commit()
    for kind, profiles in ((PartyKind.STARTUP, startups), (PartyKind.INVESTOR, investors)):
        sides.append([_register(context, organizer, event_id, kind, it) for it in profiles])
    slots = sorted(events.get_event(context, organizer, event_id).event.slots, key=lambda it: it.starts_at)
    with context.open_unit() as unit:
        drafts = [
            unit.timetables.add(
                event_id=event_id,
                version=version,
                created_at=context.now(),
                quality=replace(QUALITY),
                meetings=[
                    MeetingDraft(
                        slot_id=slots[version + n - 1].id,
                        table=n + 1,
                        startup_participation_id=startup,
                        investor_participation_id=investor,
                        origin=MeetingOrigin.SUGGESTED,
                    )
                    for n, (startup, investor) in enumerate(zip(*sides, strict=True))
                ],
            )
            for version in range(1, each + 1)
        ]
        unit.commit()
    return list(drafts)


def _register(
    context: Context, organizer: Actor, event_id: object, kind: PartyKind, profile_id: int
) -> ParticipationId:
    return events.register(context, organizer, event_id=event_id, kind=kind, profile_id=profile_id)


def _upload(context: Context, operator: Actor, each: int) -> list[int]:
    """Uploads of startups that are new, all of them."""
    uploads = []
    for number in range(each):
        rows = "".join(f"名单{number}公司{n},研发第{n}种传感器\n" for n in range(ROWS))
        content = f"企业名称,企业简介\n{rows}".encode()
        preview = imports.read_upload(
            context, operator, kind=ImportKind.STARTUP, filename=f"{number}.csv", content=content
        )
        uploads.append(preview.import_id)
    return uploads
