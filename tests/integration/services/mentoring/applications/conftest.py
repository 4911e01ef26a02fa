"""Three mentors with an account each, and steps of applications in one line each."""

from dataclasses import dataclass, replace

import pytest

from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ApplicationState, Role
from matchmaker.services.mentoring import applications
from matchmaker.services.platform.context import Context
from tests.integration.services.sample_network import SampleNetwork, draft_mentor, load_actor


@dataclass(frozen=True)
class ApplicationSteps:
    """``mentors`` may each accept one startup."""

    context: Context
    town: SampleNetwork
    mentors: tuple[Actor, ...]

    def apply(self, mentor: int, founder: int = 0) -> ApplicationId:
        """The founder asks the mentor of that number."""
        return applications.apply_to_mentor(
            self.context,
            self.town.founders[founder],
            startup_id=self.town.startups[founder],
            mentor_id=self.mentors[mentor].mentor_id,
            goal="请帮助中试",
            tried="做过小试",
        )

    def accept(self, mentor: int, mentorship_id: ApplicationId) -> None:
        applications.accept_application(self.context, self.mentors[mentor], mentorship_id)

    def decline(self, mentor: int, mentorship_id: ApplicationId) -> None:
        applications.decline_application(self.context, self.mentors[mentor], mentorship_id, reason="方向不同")

    def end(self, mentor: int, mentorship_id: ApplicationId) -> None:
        applications.end_mentorship(self.context, self.mentors[mentor], mentorship_id)

    def states(self, *ids: ApplicationId) -> list[str]:
        with self.context.open_unit(readonly=True) as unit:
            return [unit.applications.get(it).state.value for it in ids]

    def state(self, mentorship_id: ApplicationId) -> ApplicationState:
        return ApplicationState(self.states(mentorship_id)[0])

    def positions(self, *ids: ApplicationId) -> list[int | None]:
        with self.context.open_unit(readonly=True) as unit:
            found = unit.application_queue.list_positions(it.mentor_id for it in self.mentors)
        return [found.get(it) for it in ids]

    def set_capacity(self, mentor: int, capacity: int) -> None:
        with self.context.open_unit() as unit:
            stored = unit.mentors.get(self.mentors[mentor].mentor_id)
            unit.mentors.save(replace(stored, capacity=capacity))
            unit.commit()

    def list_notices(self, actor: Actor) -> list[NoticeKind]:
        """Kinds of the notices in somebody's inbox, the oldest first."""
        with self.context.open_unit(readonly=True) as unit:
            page = unit.notices.list_page(actor.account_id)
        return [it.kind for it in sorted(page.items, key=lambda it: it.id)]


@pytest.fixture
def steps(context: Context, town: SampleNetwork) -> ApplicationSteps:
    with context.open_unit() as unit:
        accounts = [
            unit.accounts.add(
                AccountDraft(
                    email=f"guide{n}@town.cn", name=f"导师{n}", roles=frozenset({Role.MENTOR}), created_at=context.now()
                ),
                password_hash=None,
            )
            for n in range(3)
        ]
        unit.mentors.add_many(draft_mentor(name=f"导师{n}", account_id=it) for n, it in enumerate(accounts))
        unit.commit()
    return ApplicationSteps(context, town, tuple(load_actor(context, it) for it in accounts))
