"""Startups that were shown mentors, looked at some, and applied to those of their own zone."""

from datetime import timedelta

import numpy as np

from matchmaker.demo import seeding
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.applications import Application
from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState, Band, PartyKind
from matchmaker.services.platform.context import Context

SIZE = DemoSize(mentors=40, investors=8, candidates=0, startups=60, attending_startups=0, attending_investors=0)
SHOWN = 10
LONG_AGO = timedelta(days=30)


def build_choosers(context: Context, *, founders: int = 60, seed: int = 0) -> None:
    """Impressions of ``SHOWN`` mentors for each startup, and applications that were answered by the startup's texts."""
    seeding.seed_reference(context)
    seeding.seed_demo(context, size=SIZE)
    rng = np.random.default_rng(seed)
    at = context.now() - LONG_AGO
    with context.open_unit() as unit:
        account = next(iter(unit.accounts.list_page(number=1).items)).id
        startups = list(unit.startups.iterate_all())[:founders]
        mentors = list(unit.mentors.iterate_all())
        past, shown = [], []
        for startup in startups:
            listed = rng.choice(len(mentors), SHOWN, replace=False).tolist()
            for position, row in enumerate(listed, start=1):
                mentor = mentors[row]
                shown.append(_show(startup.id, mentor.id, position, at))
                is_near = startup.zone == mentor.zone
                if rng.random() < (0.9 if is_near else 0.05) / position**0.5:
                    state = (
                        ApplicationState.ENDED if startup.industry in mentor.industries else ApplicationState.DECLINED
                    )
                    past.append(_ask(startup.id, mentor.id, account, at + timedelta(days=1), state))
        unit.impressions.record(shown, at.date())
        unit.applications.add_past(past)
        unit.commit()


def _show(startup_id, mentor_id, position, at):
    return Impression(
        seeker_kind=PartyKind.STARTUP,
        seeker_id=startup_id,
        candidate_kind=PartyKind.MENTOR,
        candidate_id=mentor_id,
        surface=Surface.LIST,
        position=position,
        band=Band.GOOD,
        score=0.6,
        shown_at=at,
    )


def _ask(startup_id, mentor_id, account, at, state):
    return Application(
        id=ApplicationId(0),
        startup_id=StartupId(startup_id),
        mentor_id=MentorId(mentor_id),
        applied_by=account,
        goal="中试",
        state=state,
        applied_at=at,
        opened_at=at,
        decided_at=at + timedelta(days=1),
        reason="" if state is ApplicationState.ENDED else "领域不同",
        fit=Fit(score=0.6, band=Band.GOOD, reasons=()),
    )
