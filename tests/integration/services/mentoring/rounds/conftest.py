"""Founders with a startup each, mentors with places, an operator, and steps of rounds in one line each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.applications import Application
from matchmaker.domain.ids import ApplicationId, MentorId, RoundId, StartupId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.rounds import RoundOptions
from matchmaker.domain.suggestions import Fit, FitReason
from matchmaker.domain.vocabulary import Band, PartyKind, Role
from matchmaker.services.mentoring import applications, rounds
from matchmaker.services.mentoring.rounds.computation import compute_draft
from matchmaker.services.platform.context import Context
from tests.integration.conftest import ManualClock, make_context
from tests.integration.services.sample_network import draft_mentor, draft_startup

CERTIFIED = date(2027, 12, 31)


@dataclass(frozen=True)
class RoundSteps:
    """``founders`` have a startup each, ``mentors`` the places they were made with."""

    context: Context
    operator: Actor
    founders: list[Actor]
    mentors: list[Actor]
    clock: ManualClock

    def apply(self, founder: int, mentor: int, fit: float = 0.5) -> ApplicationId:
        """The next choice of a founder's startup."""
        key = applications.apply_to_mentor(
            self.context,
            self.founders[founder],
            startup_id=self.startup(founder),
            mentor_id=self.mentor(mentor),
            goal="请帮助中试",
        )
        with self.context.open_unit() as unit:
            given = Fit(score=fit, band=Band.GOOD, reasons=(FitReason(code="needs_met", weight=fit),))
            unit.applications.save(replace(unit.applications.get_for_update(key), fit=given))
            unit.commit()
        return key

    def startup(self, founder: int) -> StartupId:
        return next(iter(self.founders[founder].startup_ids))

    def mentor(self, number: int) -> MentorId:
        found = self.mentors[number].mentor_id
        assert found is not None
        return found

    def start(self, **options: object) -> RoundId:
        """A draft that is computed."""
        key = rounds.create_round(self.context, self.operator, RoundOptions(**options))
        self.compute(key)
        return key

    def compute(self, key: RoundId) -> None:
        compute_draft(self.context, key)

    def apply_round(self, key: RoundId) -> int:
        return rounds.apply_round(self.context, self.operator, key)

    def undo(self, key: RoundId) -> None:
        rounds.undo_round(self.context, self.operator, key)

    def outcomes(self, key: RoundId) -> dict[ApplicationId, str]:
        with self.context.open_unit(readonly=True) as unit:
            return {it.mentorship_id: it.outcome.value for it in unit.rounds.list_lines(key)}

    def get(self, key: ApplicationId) -> Application:
        with self.context.open_unit(readonly=True) as unit:
            return unit.applications.get(key)

    def states(self, *keys: ApplicationId) -> list[str]:
        return [self.get(it).state.value for it in keys]

    def loads(self) -> list[tuple[int, int, int]]:
        """Mentees here and elsewhere, and places to offer, of each mentor."""
        with self.context.open_unit(readonly=True) as unit:
            found = [unit.mentors.get(self.mentor(n)) for n in range(len(self.mentors))]
        return [(it.mentees, it.mentees_elsewhere, it.places_to_offer) for it in found]

    def list_notices(self, actor: Actor) -> list[NoticeKind]:
        """Kinds of the notices in somebody's inbox, the oldest first."""
        with self.context.open_unit(readonly=True) as unit:
            page = unit.notices.list_page(actor.account_id)
        return [it.kind for it in sorted(page.items, key=lambda it: it.id)]


@pytest.fixture
def make_round(any_database, tmp_path) -> Callable[..., RoundSteps]:
    """Makes the given number of startups, and mentors with these places."""
    clock = ManualClock()
    context = make_context(any_database, tmp_path, clock)
    url = any_database.engine.url.render_as_string(hide_password=False)
    context = replace(context, settings=replace(context.settings, database_url=url))

    def make(startups: int, *places: int) -> RoundSteps:
        roles = [Role.OPERATOR, *[Role.FOUNDER] * startups, *[Role.MENTOR] * len(places)]
        with context.open_unit() as unit:
            people = [
                unit.accounts.add(
                    AccountDraft(email=f"r{n}@ring.cn", name=f"人{n}", roles=frozenset({role}), created_at=clock.now()),
                    password_hash=None,
                )
                for n, role in enumerate(roles)
            ]
            made = unit.startups.add_many(draft_startup(f"第{n}家") for n in range(startups))
            for account, startup in zip(people[1:], made, strict=False):
                unit.accounts.link(account, kind=PartyKind.STARTUP, profile_id=startup)
            unit.mentors.add_many(
                draft_mentor(name=f"导师{n}", capacity=it, account_id=account, certified_until=CERTIFIED)
                for n, (it, account) in enumerate(zip(places, people[1 + startups :], strict=True))
            )
            actors = [unit.accounts.find_actor(it) for it in people]
            unit.commit()
        found = [it for it in actors if it is not None]
        return RoundSteps(context, found[0], found[1 : 1 + startups], found[1 + startups :], clock)

    return make
