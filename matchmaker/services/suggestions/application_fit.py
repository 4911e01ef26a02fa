"""The fit of the startup and the mentor of an application, also for pairs that are in no suggested list."""

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
    """Compute the fit of an application and store it with the application. The state does not change."""
    with context.open_unit(readonly=True) as unit:
        application = unit.applications.get(application_id)
    return store_fit(context, get_market_cache(context).refresh(progress), application)


def store_fit(context: Context, market: Market, application: Application) -> Fit:
    """Compute and store the fit in a market that is loaded already.

    Only one application is locked at a time, so this waits for nobody who has locked another one.
    """
    fit = fit_pair_now(market, startup_id=application.startup_id, mentor_id=application.mentor_id)
    with context.open_unit() as unit:
        unit.applications.save(replace(unit.applications.get_for_update(application.id), fit=fit))
        unit.commit()
    return fit


def fit_pair_now(market: Market, *, startup_id: int, mentor_id: int) -> Fit:
    """The fit of one pair, even where neither may be suggested to the other."""
    startups = market.view(PartyKind.STARTUP, PartyKind.MENTOR)
    mentors = market.view(PartyKind.MENTOR, PartyKind.STARTUP)
    startup = startups.take(startups.side.find_rows([startup_id]))
    mentor = mentors.take(mentors.side.find_rows([mentor_id]))
    calibration = market.calibration(PartyKind.STARTUP, PartyKind.MENTOR)
    lists = recommend(startup, mentor, k=1, calibration=calibration, tree=market.tree)
    return explain(lists, startup.side, mentor.side, calibration=calibration)[0][0]
