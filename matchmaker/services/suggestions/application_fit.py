"""How well the two of an application fit, also where nobody suggested the pair."""

from dataclasses import replace

from matchmaker.domain.applications import Application
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.explaining.explain import explain
from matchmaker.matching.scoring.recommender import recommend
from matchmaker.services.platform.context import Context, ProgressCallback, ignore_progress
from matchmaker.services.suggestions.market import Market
from matchmaker.services.suggestions.market_cache import get_market_cache


def fit_application(
    context: Context, application_id: ApplicationId, progress: ProgressCallback = ignore_progress
) -> Fit:
    """Compute and keep what the platform says of an application; the state of the application is not touched."""
    with context.open_unit(readonly=True) as unit:
        asked = unit.applications.get(application_id)
    return keep_fit(context, get_market_cache(context).refresh(progress), asked)


def keep_fit(context: Context, market: Market, asked: Application) -> Fit:
    """The same in a market that is there; one row is held at a time, so whoever holds another is not waited for."""
    fit = fit_pair_now(market, startup_id=asked.startup_id, mentor_id=asked.mentor_id)
    with context.open_unit() as unit:
        unit.applications.save(replace(unit.applications.get_for_update(asked.id), fit=fit))
        unit.commit()
    return fit


def fit_pair_now(market: Market, *, startup_id: int, mentor_id: int) -> Fit:
    """The fit of one pair, whoever is eligible."""
    startups = market.view(PartyKind.STARTUP, PartyKind.MENTOR)
    mentors = market.view(PartyKind.MENTOR, PartyKind.STARTUP)
    startup = startups.take(startups.side.find_rows([startup_id]))
    mentor = mentors.take(mentors.side.find_rows([mentor_id]))
    calibration = market.calibration(PartyKind.STARTUP, PartyKind.MENTOR)
    lists = recommend(startup, mentor, k=1, calibration=calibration, tree=market.tree)
    return explain(lists, startup.side, mentor.side, calibration=calibration)[0][0]
