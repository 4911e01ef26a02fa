"""A history for an invented network: answered applications, and a serving version that weighs every part."""

import random
from datetime import timedelta

from matchmaker.artefacts import promote_version, store_version
from matchmaker.domain.applications import Application
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState, Band
from matchmaker.matching.parts import INTERACTION_PARTS
from matchmaker.matching.preferences import HAND_SET, Preferences
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.learning import versions
from matchmaker.services.suggestions.learning.serving_version import pack_preferences

SHARE = 0.3
"""Weight of all interaction parts, in equal shares; the parts of profiles share the rest by the hand-set weights."""

VERSION = "all-parts"
YEAR = 365


def live_through(context: Context, decisions: int) -> None:
    """Store answered applications of the last year, and serve a version that weighs every part; for 0, nothing."""
    if not decisions:
        return
    chance = random.Random(0)  # noqa: S311 -- a benchmark that must repeat itself
    now = context.now()
    with context.open_unit() as unit:
        account = next(iter(unit.accounts.list_page(number=1).items)).id
        startups, mentors = unit.startups.list_all_ids(), unit.mentors.list_all_ids()
        pairs = {(chance.choice(startups), chance.choice(mentors)) for _ in range(decisions)}
        past = []
        for startup_id, mentor_id in sorted(pairs):
            at = now - timedelta(days=chance.randint(2, YEAR))
            is_taken = chance.random() < 0.5
            past.append(
                Application(
                    id=ApplicationId(0),
                    startup_id=startup_id,
                    mentor_id=mentor_id,
                    applied_by=account,
                    goal="中试",
                    state=ApplicationState.ENDED if is_taken else ApplicationState.DECLINED,
                    applied_at=at,
                    opened_at=at,
                    decided_at=at + timedelta(days=1),
                    reason="" if is_taken else "领域不同",
                    fit=Fit(score=0.6, band=Band.GOOD, reasons=()),
                )
            )
        unit.applications.add_past(past)
        unit.commit()
    _weigh_all(context)


def _weigh_all(context: Context) -> None:
    weights = {
        way: {part: (1.0 - SHARE) * weight for part, weight in row.items()}
        | dict.fromkeys(INTERACTION_PARTS, SHARE / len(INTERACTION_PARTS))
        for way, row in HAND_SET.weights.items()
    }
    made = Preferences(weights=weights, version=VERSION)
    contents = {versions.ARRAYS: pack_preferences(made), versions.METRICS: versions.reports_to_json(None, [])}
    models = context.settings.models
    store_version(
        models, versions.NAME, version=VERSION, contents=contents, created_from="a benchmark", now=context.now()
    )
    promote_version(models, versions.NAME, VERSION)
